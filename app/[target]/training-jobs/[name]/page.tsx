import type { Metadata } from "next";
import { JobPage } from "@/components/training-jobs/job/job-page";

interface TrainingJobRouteProps {
  readonly params: Promise<{ readonly name: string }>;
}

const nameOf = async ({ params }: TrainingJobRouteProps) => decodeURIComponent((await params).name);

export async function generateMetadata(props: TrainingJobRouteProps): Promise<Metadata> {
  return { title: await nameOf(props) };
}

export default async function TrainingJob(props: TrainingJobRouteProps) {
  return <JobPage name={await nameOf(props)} />;
}
