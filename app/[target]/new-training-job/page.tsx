import type { Metadata } from "next";
import { NewJobPage } from "@/components/training-jobs/form/new-job-page";
import { newJobWords } from "@/lib/words/new-training-job";

export const metadata: Metadata = { title: newJobWords.title };

export default function NewTrainingJob() {
  return <NewJobPage />;
}
