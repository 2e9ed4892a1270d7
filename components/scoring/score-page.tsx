"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { endpoints } from "@/lib/client/endpoints";
import { href, type ScoreMode } from "@/lib/client/href";
import { scoringRuns } from "@/lib/client/scoring-runs";
import { useTarget } from "@/lib/client/target-context";
import { endpointCan } from "@/lib/domain/endpoints";
import { formatNumber } from "@/lib/domain/format";
import { scorePageWords as words } from "@/lib/words/score-page";
import { EndpointChoice } from "./endpoint-choice";

const waiting = <SkeletonRows rows={8} />;
const FileMode = lazily(() => import("./file/file-mode").then((module) => module.FileMode), {
  when: "now",
  waiting,
});
const RowMode = lazily(() => import("./row/row-mode").then((module) => module.RowMode), {
  when: "idle",
  waiting,
});
const History = lazily(() => import("./result/history").then((module) => module.History), {
  when: "idle",
  waiting,
});

const MODES: readonly ScoreMode[] = ["file", "row", "history"];
const FACTS: Record<ScoreMode, string> = {
  file: words.facts,
  row: words.rowFacts,
  history: words.historyFacts,
};

/** Rows become predictions: those of a file, a single one, and the files scored before. */
export function ScorePage() {
  const target = useTarget();
  const query = useInfiniteQuery(endpoints.list(target));
  const params = useSearchParams();
  const asked = params.get("endpoint");
  const mode = MODES.find((known) => known === params.get("mode")) ?? "file";
  const listed = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = asked ?? listed.find((endpoint) => endpointCan("invoke", endpoint))?.name ?? null;
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={FACTS[mode]}
        actions={<EndpointChoice chosen={chosen} listed={listed} mode={mode} />}
      />
      <QueryPanel query={query}>
        {() =>
          chosen ? (
            <Modes key={chosen} endpoint={chosen} mode={mode} run={params.get("run")} />
          ) : (
            <NoEndpoint />
          )
        }
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

interface ModesProps {
  readonly endpoint: string;
  readonly mode: ScoreMode;
  readonly run: string | null;
}

/** A run goes on while another tab of the page is looked at, so its panel stays. */
function Modes({ endpoint, mode, run }: ModesProps) {
  const target = useTarget();
  const runs = useQuery(scoringRuns.count(target, endpoint)).data;
  const tab = (id: ScoreMode) => ({
    id,
    label: words.modes[id],
    href: href.score(target, { endpoint, mode: id }),
    ...(id === "history" && runs ? { count: formatNumber(runs) } : {}),
  });
  return (
    <>
      <Tabs label={words.sections} tabs={MODES.map(tab)} current={mode} />
      <div hidden={mode !== "file"}>
        <FileMode endpoint={endpoint} run={run} isShown={mode === "file"} />
      </div>
      {mode === "row" ? <RowMode endpoint={endpoint} /> : null}
      {mode === "history" ? <History endpoint={endpoint} /> : null}
    </>
  );
}
