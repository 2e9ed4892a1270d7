"use client";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/client/fetch";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { Problem } from "@/lib/contracts/problem";
import { endpointWords } from "@/lib/words/endpoints";
import { useEndpoint } from "./use-endpoint";

/** Comes while the endpoint is being read. */
const EndpointContent = lazily(
  () => import("./endpoint-content").then((module) => module.EndpointContent),
  { when: "now", waiting: <SkeletonRows rows={8} /> },
);

export interface EndpointPageProps {
  readonly name: string;
}

/** One endpoint: whether it answers, how well, and what it prints. */
export function EndpointPage({ name }: EndpointPageProps) {
  const target = useTarget();
  const query = useEndpoint(name);
  const problem = query.error instanceof ApiError ? query.error.problem : null;
  return (
    <Page path={[{ label: endpointWords.title, href: href.endpoints(target) }, { label: name }]}>
      {problem?.code === "NotFound" ? (
        <Gone name={name} problem={problem} />
      ) : (
        <QueryPanel query={query} rows={8}>
          {(endpoint) => <EndpointContent endpoint={endpoint} />}
        </QueryPanel>
      )}
    </Page>
  );
}

function Gone({ name, problem }: { readonly name: string; readonly problem: Problem }) {
  const target = useTarget();
  return (
    <>
      <PageTitle title={name} />
      <EmptyState
        title={problem.detail}
        actions={<LinkButton href={href.endpoints(target)}>{endpointWords.clear}</LinkButton>}
      >
        {problem.fix}
      </EmptyState>
    </>
  );
}
