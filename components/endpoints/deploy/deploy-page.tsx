"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { SkeletonRows } from "@/components/ui/skeleton";
import { endpoints } from "@/lib/client/endpoints";
import { href, jobOfFrom } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { suggestEndpointName } from "@/lib/domain/names";
import { endpointWords, deployWords as words } from "@/lib/words/endpoints";
import { DeployForm } from "./deploy-form";
import { ChosenJob, JobChoice } from "./job-choice";

/** A model of a training job becomes an endpoint. */
export function DeployPage() {
  const target = useTarget();
  const job = jobOfFrom(useSearchParams().get("from"));
  return (
    <Page
      path={[{ label: endpointWords.title, href: href.endpoints(target) }, { label: words.crumb }]}
    >
      <PageTitle title={words.title} facts={words.facts} />
      <div className="form-page">
        <JobChoice job={job} hrefOf={(name) => href.newEndpoint(target, { job: name })} />
        {job ? (
          <ChosenJob key={job} job={job}>
            {(detail) => <NamedForm job={detail} />}
          </ChosenJob>
        ) : null}
      </div>
    </Page>
  );
}

/** `base`, or the first of `base-2`, `base-3`, … that no endpoint has. */
function freeName(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let copy = 2; taken.has(name); copy += 1) name = `${base.slice(0, 59)}-${copy}`;
  return name;
}

function NamedForm({ job }: { readonly job: TrainingJobDetail }) {
  const target = useTarget();
  const base = suggestEndpointName({ dataset: job.dataset, job: job.name });
  const { data, isPending } = useInfiniteQuery(endpoints.list(target, base));
  if (isPending) return <SkeletonRows rows={8} />;
  // Without the list the name is a guess; the checks below say whether it is free.
  const taken = new Set(data?.pages.flatMap(({ items }) => items.map(({ name }) => name)));
  return <DeployForm job={job} suggested={freeName(base, taken)} />;
}
