"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { useOnTargetBack } from "@/components/layout/target-problem";
import { Banner } from "@/components/ui/banner";
import { Button, LinkButton } from "@/components/ui/button";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import { scoredCsv } from "@/lib/client/scoring/scored-csv";
import type { Scoring } from "@/lib/client/scoring/scoring";
import { keepRun, RunNotKept, type RunToKeep } from "@/lib/client/scoring-runs";
import { useTarget } from "@/lib/client/target-context";
import { common } from "@/lib/words/common";
import { scoringWords as words } from "@/lib/words/scoring";
import { addedColumns } from "../result/scored-view";
import type { PreparedFile } from "./use-prepared-file";

const SECOND_MS = 1000;
/** The contract's bound of a file's name. */
const NAME_CHARACTERS = 255;

async function runToKeep(
  endpoint: string,
  scoring: Scoring,
  { file, sample }: PreparedFile,
  id: string | null,
  columns: ReturnType<typeof addedColumns>,
): Promise<RunToKeep> {
  const { rowsFailed, rows, elapsedMs, requests, metrics } = scoring.getState();
  const width = sample.columns.length;
  return {
    id,
    file: await scoredCsv(scoring.results, columns),
    run: {
      version: 1,
      endpoint,
      job: null,
      file: file.name.slice(0, NAME_CHARACTERS),
      rows,
      failed: rowsFailed,
      seconds: elapsedMs / SECOND_MS,
      requests,
      rmse: metrics?.rmse ?? null,
      scoredAt: new Date().toISOString(),
      table: {
        delimiter: sample.delimiter,
        header: sample.header,
        label: scoring.results.labelAt,
        prediction: width,
        reason: columns.reason === null ? null : width + 1,
      },
    },
  };
}

export interface KeptRun {
  readonly id: string;
  /** Rows that were scored then. */
  readonly rows: number;
}

export interface RunKeeperProps {
  readonly endpoint: string;
  readonly scoring: Scoring;
  readonly prepared: PreparedFile;
  /** Where it was kept before, perhaps with fewer of its rows. */
  readonly kept: KeptRun | null;
  readonly onKept: (kept: KeptRun) => void;
}

/** Keeps a finished run in the workspace bucket, so that its address shows it again. */
export function RunKeeper({ endpoint, scoring, prepared, kept, onKept }: RunKeeperProps) {
  const target = useTarget();
  const client = useQueryClient();
  const keep = useMutation(keepRun(client, target, endpoint));
  const { rowsDone: rows, rowsFailed } = scoring.getState();
  const isKept = kept?.rows === rows;
  const begun = useRef(isKept);
  const start = async () => {
    const columns = addedColumns(prepared, { withReason: rowsFailed > 0 });
    const run = await runToKeep(endpoint, scoring, prepared, kept?.id ?? null, columns);
    keep.mutate(run, { onSuccess: (id) => onKept({ id, rows }) });
  };
  useOnTargetBack(keep.error, () => void start());
  useEffect(() => {
    // Effects run twice in development; a run is kept once.
    if (begun.current) return;
    begun.current = true;
    void start();
  });
  if (isKept || keep.isSuccess) return <StatusLabel kind="well">{words.kept}</StatusLabel>;
  if (!keep.error) return <StatusLabel kind="moving">{words.keeping}</StatusLabel>;
  if (!(keep.error instanceof RunNotKept)) {
    return <FailureBanner error={keep.error} retry={() => void start()} />;
  }
  return (
    <Banner
      tone="warn"
      title={words.notKept}
      actions={
        <>
          <LinkButton href={href.datasets(target, { upload: 1 })}>{words.toUpload}</LinkButton>
          <Button onClick={() => void start()}>{common.retry}</Button>
        </>
      }
    >
      {words.notKeptFix(keep.error.origin)}
    </Banner>
  );
}
