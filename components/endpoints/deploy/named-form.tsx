"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SkeletonRows } from "@/components/ui/skeleton";
import { endpoints } from "@/lib/client/endpoints";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { suggestEndpointName } from "@/lib/domain/names";
import { DeployForm } from "./deploy-form";

/** `base`, or the first of `base-2`, `base-3`, … that no endpoint has. */
function freeName(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let copy = 2; taken.has(name); copy += 1) name = `${base.slice(0, 59)}-${copy}`;
  return name;
}

/** The form for a job, with a name that no endpoint has. */
export function NamedForm({ job }: { readonly job: TrainingJobDetail }) {
  const target = useTarget();
  const base = suggestEndpointName({ dataset: job.dataset, job: job.name });
  const { data, isPending } = useInfiniteQuery(endpoints.list(target, base));
  if (isPending) return <SkeletonRows rows={8} />;
  // Without the list the name is a guess; the checks below say whether it is free.
  const taken = new Set(data?.pages.flatMap(({ items }) => items.map(({ name }) => name)));
  return <DeployForm job={job} suggested={freeName(base, taken)} />;
}
