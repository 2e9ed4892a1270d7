import { redirect } from "next/navigation";
import { href } from "@/lib/client/href";
import { beginsWithJobs } from "@/lib/server/start-page";

interface TargetPageProps {
  readonly params: Promise<{ readonly target: string }>;
}

/** Leads to what somebody who comes back looks for first. */
export default async function TargetPage({ params }: TargetPageProps) {
  const { target } = await params;
  redirect((await beginsWithJobs(target)) ? href.trainingJobs(target) : href.datasets(target));
}
