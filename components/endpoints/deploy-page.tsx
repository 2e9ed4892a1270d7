"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { FormGroup } from "@/components/layout/form-group";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { FailureBanner, QueryPanel } from "@/components/layout/query-panel";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { endpoints } from "@/lib/client/endpoints";
import { href, jobOfFrom } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { suggestEndpointName } from "@/lib/domain/names";
import { endpointWords, deployWords as words } from "@/lib/words/endpoints";
import { DeployForm } from "./deploy-form";

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
        <JobChoice job={job} />
        {job ? <ChosenJob key={job} job={job} /> : null}
      </div>
    </Page>
  );
}

function JobChoice({ job }: { readonly job: string | null }) {
  const target = useTarget();
  const router = useRouter();
  const query = useInfiniteQuery(trainingJobs.list(target, { q: "status:Completed" }));
  const listed = query.data?.pages.flatMap(({ items }) => items.map(({ name }) => name)) ?? [];
  const names = job && !listed.includes(job) ? [job, ...listed] : listed;
  if (query.isSuccess && names.length === 0) {
    return (
      <EmptyState
        title={words.noJobs}
        actions={<LinkButton href={href.newTrainingJob(target)}>{words.train}</LinkButton>}
      >
        {words.jobHint}
      </EmptyState>
    );
  }
  return (
    <FormGroup title={words.model} note={words.modelNote}>
      {query.error ? (
        <FailureBanner error={query.error} retry={() => void query.refetch()} />
      ) : null}
      <Field label={words.job} hint={words.jobHint}>
        <Select
          mono
          value={job ?? ""}
          placeholder={words.chooseJob}
          options={names.map((value) => ({ value, label: value }))}
          onChange={({ target: { value } }) =>
            router.replace(href.newEndpoint(target, value ? { job: value } : {}))
          }
        />
      </Field>
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.loadMore}
        </Button>
      ) : null}
    </FormGroup>
  );
}

function ChosenJob({ job }: { readonly job: string }) {
  const target = useTarget();
  const query = useQuery(trainingJobs.detail(target, job));
  return (
    <QueryPanel query={query} rows={8}>
      {(detail) => <NamedForm job={detail} />}
    </QueryPanel>
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
