import type { Metadata } from "next";
import { TrainingJobsPage } from "@/components/training-jobs/list/training-jobs-page";
import { jobWords } from "@/lib/words/training-jobs";

export const metadata: Metadata = { title: jobWords.title };

export default function TrainingJobs() {
  return <TrainingJobsPage />;
}
