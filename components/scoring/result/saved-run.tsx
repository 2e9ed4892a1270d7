"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailureBanner, QueryPanel } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { NextAction } from "@/components/ui/next-action";
import { Meter } from "@/components/ui/upload-meter";
import { endpoints } from "@/lib/client/endpoints";
import type { OpenedRun, RunTable } from "@/lib/client/scoring/saved-run";
import { runDownloadUrl, scoringRuns } from "@/lib/client/scoring-runs";
import { useTarget } from "@/lib/client/target-context";
import type { RunRequest, RunSummary } from "@/lib/contracts/scoring";
import { formatBytes, formatDate } from "@/lib/domain/format";
import { scoringWords as words } from "@/lib/words/scoring";
import { FailedRows } from "./failed-rows";
import { resultText, resultTitle } from "./result-answer";
import { ResultFigures } from "./result-figures";
import { ResultRows } from "./result-rows";
import type { ScoredView } from "./scored-view";

/** What a page can hold beside everything else. */
const MOST_BYTES = 128 * 1024 * 1024;

export interface SavedRunProps {
  readonly endpoint: string;
  readonly id: string;
}

/** A run that was kept in the workspace bucket, as it looked when it had finished. */
export function SavedRun({ endpoint, id }: SavedRunProps) {
  const target = useTarget();
  const query = useQuery(scoringRuns.detail(target, endpoint, id));
  return (
    <QueryPanel query={query} rows={6}>
      {(run) => (
        <div className="grid grid-cols-1 gap-6">
          <RunAnswer endpoint={endpoint} run={run} />
          <RunResult endpoint={endpoint} run={run} />
        </div>
      )}
    </QueryPanel>
  );
}

interface RunProps {
  readonly endpoint: string;
  readonly run: RunSummary;
}

const textOf = ({ rows, seconds, requests, file, scoredAt }: RunRequest): string =>
  [
    `${words.run.facts(file, formatDate(scoredAt, Date.now()))}.`,
    requests === undefined ? "" : resultText(seconds, rows, requests),
  ]
    .filter((text) => text !== "")
    .join(" ");

function RunAnswer({ endpoint, run: { id, request, sizeBytes } }: RunProps) {
  const title = request
    ? resultTitle(request.rows - request.failed, request.failed)
    : words.history.unknownFile;
  return (
    <NextAction
      tone={request && request.failed > 0 ? "fail" : "ok"}
      title={title}
      actions={sizeBytes === null ? null : <DownloadRun endpoint={endpoint} id={id} />}
    >
      {request ? textOf(request) : null}
    </NextAction>
  );
}

/** The address is signed when it is asked for: an earlier one would have run out. */
function DownloadRun({ endpoint, id }: SavedRunProps) {
  const target = useTarget();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const download = async () => {
    setBusy(true);
    setError(null);
    try {
      window.location.assign(await runDownloadUrl(target, endpoint, id));
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {error ? <FailureBanner error={error} /> : null}
      <Button variant="primary" icon="download" busy={busy} onClick={() => void download()}>
        {words.download}
      </Button>
    </>
  );
}

function RunResult({ endpoint, run: { id, request, sizeBytes } }: RunProps) {
  if (sizeBytes === null) return <Banner>{words.run.noResult}</Banner>;
  if (!request?.table) return <Banner>{words.run.noTable}</Banner>;
  if (sizeBytes > MOST_BYTES) {
    return <Banner>{words.run.tooLarge(formatBytes(sizeBytes))}</Banner>;
  }
  return <RunTableView endpoint={endpoint} id={id} request={request} table={request.table} />;
}

interface RunTableViewProps extends SavedRunProps {
  readonly request: RunRequest;
  readonly table: RunTable;
}

/** The file's own columns stand before the one of predictions. */
const viewOf = ({ results, rows, sample }: OpenedRun, { prediction }: RunTable): ScoredView => ({
  results,
  rows,
  columns: sample.columns.slice(0, prediction),
  predictionName: sample.columns[prediction]?.name ?? words.predictionColumn,
});

function RunTableView({ endpoint, id, request, table }: RunTableViewProps) {
  const target = useTarget();
  const query = useQuery(scoringRuns.table(target, endpoint, id, table));
  // A model that is gone takes its schema with it; the predictions stay.
  const schema = useQuery(endpoints.schema(target, endpoint)).data?.schema ?? null;
  if (query.isPending) return <Meter label={words.run.loading} share={0} />;
  return (
    <QueryPanel query={query}>
      {(opened) => {
        if (!opened) return <Banner>{words.run.noTable}</Banner>;
        const view = viewOf(opened, table);
        return (
          <>
            <FailedRows view={view} failed={request.failed} file={request.file} />
            <ResultFigures results={opened.results} schema={schema} />
            <ResultRows view={view} />
          </>
        );
      }}
    </QueryPanel>
  );
}
