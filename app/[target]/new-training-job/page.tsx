import type { Metadata } from "next";
import { NewJobPage } from "@/components/training-jobs/new-job-page";
import { newJobWords } from "@/lib/words/new-training-job";

export const metadata: Metadata = { title: newJobWords.title };

export default function NewTrainingJob() {
  return <NewJobPage />;
}
