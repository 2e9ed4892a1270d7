"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Age } from "@/components/layout/age";
import { QueryPanel } from "@/components/layout/query-panel";
import { Button, LinkButton } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { href } from "@/lib/client/href";
import { scoringRuns } from "@/lib/client/scoring-runs";
import { useTarget } from "@/lib/client/target-context";
import type { RunSummary } from "@/lib/contracts/scoring";
import { formatBytes, formatMetric, formatNumber } from "@/lib/domain/format";
import { scoringPrefix } from "@/lib/domain/workspace";
import { scorePageWords } from "@/lib/words/score-page";
import { scoringWords } from "@/lib/words/scoring";

const words = scoringWords.history;

/** `20261121T161205Z-k3x9ab`: the run began at that time. */
const timeOf = (id: string): string =>
  id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, "$1-$2-$3T$4:$5:$6Z");

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: "file",
    head: words.head.file,
    link: true,
    card: "title",
    cell: ({ request }) => request?.file ?? words.unknownFile,
  },
  {
    id: "when",
    head: words.head.when,
    cardLabel: words.head.when,
    cell: ({ id, request }) => <Age time={request?.scoredAt ?? timeOf(id)} />,
  },
  {
    id: "rows",
    head: words.head.rows,
    align: "end",
    cardLabel: words.head.rows,
    cell: ({ request }) => (request ? formatNumber(request.rows) : null),
  },
  {
    id: "failed",
    head: words.head.failed,
    align: "end",
    cardLabel: words.head.failed,
    cell: ({ request }) =>
      request ? (
        <span className={request.failed > 0 ? "text-fail" : undefined}>
          {formatNumber(request.failed)}
        </span>
      ) : null,
  },
  {
    id: "rmse",
    head: words.head.rmse,
    align: "end",
    card: "figure",
    cell: ({ request }) =>
      typeof request?.rmse === "number" ? formatMetric(request.rmse, 5) : null,
  },
  {
    id: "size",
    head: words.head.size,
    align: "end",
    cardLabel: words.head.size,
    cell: ({ sizeBytes }) => (sizeBytes === null ? words.noResult : formatBytes(sizeBytes)),
  },
];

/** Files that were scored on this endpoint, newest first. */
export function History({ endpoint }: { readonly endpoint: string }) {
  const target = useTarget();
  const query = useInfiniteQuery(scoringRuns.list(target, endpoint));
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <QueryPanel query={query}>
      {() =>
        runs.length === 0 ? (
          <EmptyState
            title={words.emptyTitle}
            actions={
              <LinkButton variant="primary" href={href.score(target, { endpoint })}>
                {words.scoreFile}
              </LinkButton>
            }
          >
            {words.emptyText}
          </EmptyState>
        ) : (
          <>
            <DataTable
              label={scorePageWords.modes.history}
              columns={COLUMNS}
              rows={runs}
              rowKey={({ id }) => id}
              href={({ id }) => href.score(target, { endpoint, run: id })}
            />
            <p className="mt-2 text-ink-3 text-xs">{words.place(scoringPrefix(endpoint))}</p>
            {query.hasNextPage ? (
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {words.more}
              </Button>
            ) : null}
          </>
        )
      }
    </QueryPanel>
  );
}
