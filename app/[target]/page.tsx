import { redirect } from "next/navigation";
import { href } from "@/lib/client/href";

interface TargetPageProps {
  readonly params: Promise<{ readonly target: string }>;
}

/** Until there is a home page, a target begins with its training jobs. */
export default async function TargetPage({ params }: TargetPageProps) {
  redirect(href.trainingJobs((await params).target));
}
