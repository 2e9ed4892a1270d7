import type { Metadata } from "next";
import { ActivityPage } from "@/components/activity/activity-page";
import { activityWords } from "@/lib/words/activity";

export const metadata: Metadata = { title: activityWords.title };

export default function Activity() {
  return <ActivityPage />;
}
