"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { DropZone } from "@/components/ui/drop-zone";
import { EmptyState } from "@/components/ui/empty-state";
import { endpoints } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointSummary } from "@/lib/contracts/endpoints";
import { endpointCan } from "@/lib/domain/endpoints";
import { scoringWords as words } from "@/lib/words/scoring";
import { ChosenFile } from "./chosen-file";
import { EndpointChoice } from "./endpoint-choice";

/** Rows of a file become predictions. */
export function ScorePage() {
  const target = useTarget();
  const query = useInfiniteQuery(endpoints.list(target));
  const asked = useSearchParams().get("endpoint");
  const listed = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = asked ?? listed.find((endpoint) => endpointCan("invoke", endpoint))?.name ?? null;
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={words.facts}
        actions={<EndpointChoice chosen={chosen} listed={listed} />}
      />
      <QueryPanel query={query}>
        {() => (chosen ? <Scoring endpoint={chosen} listed={listed} /> : <NoEndpoint />)}
      </QueryPanel>
    </Page>
  );
}

function NoEndpoint() {
  const target = useTarget();
  return (
    <EmptyState
      title={words.noEndpointTitle}
      actions={
        <LinkButton variant="primary" href={href.newEndpoint(target)}>
          {words.deploy}
        </LinkButton>
      }
    >
      {words.noEndpointText}
    </EmptyState>
  );
}

interface ScoringProps {
  readonly endpoint: string;
  readonly listed: readonly EndpointSummary[];
}

function Scoring({ endpoint }: ScoringProps) {
  const [file, setFile] = useState<{ readonly file: File; readonly count: number } | null>(null);
  const choose = (chosen: File | undefined) => {
    if (chosen) setFile((last) => ({ file: chosen, count: (last?.count ?? 0) + 1 }));
  };
  return (
    <div className="grid grid-cols-1 gap-8">
      {file ? (
        <ChosenFile key={`${endpoint} ${file.count}`} file={file.file} endpoint={endpoint} />
      ) : null}
      <DropZone
        label={words.file}
        onFiles={([first]) => choose(first)}
        onText={(text) => choose(new File([text], words.pasted, { type: "text/csv" }))}
      >
        {file ? words.otherFile : undefined}
      </DropZone>
    </div>
  );
}
