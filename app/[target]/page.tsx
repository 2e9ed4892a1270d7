import { redirect } from "next/navigation";
import { href } from "@/lib/client/href";

interface TargetPageProps {
  readonly params: Promise<{ readonly target: string }>;
}

/** Until there is a home page, a target begins where every journey does. */
export default async function TargetPage({ params }: TargetPageProps) {
  redirect(href.datasets((await params).target));
}
