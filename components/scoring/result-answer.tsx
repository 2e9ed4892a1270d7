"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { NextAction } from "@/components/ui/next-action";
import type { Scoring, ScoringState } from "@/lib/client/scoring/scoring";
import { formatDuration, formatNumber } from "@/lib/domain/format";
import { scoringWords as words } from "@/lib/words/scoring";
import { predictionName } from "./prediction-name";
import type { PreparedFile } from "./use-prepared-file";

export interface ResultAnswerProps {
  readonly scoring: Scoring;
  readonly state: ScoringState;
  readonly prepared: PreparedFile;
  readonly onAgain: () => void;
}

function titleOf({ rowsDone, rowsFailed }: ScoringState): string {
  if (rowsFailed === 0) return words.scored(formatNumber(rowsDone));
  return rowsDone === 0
    ? words.allFailed(formatNumber(rowsFailed))
    : words.partly(formatNumber(rowsDone), formatNumber(rowsFailed));
}

function offerDownload(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

function Download({ scoring, prepared }: Pick<ResultAnswerProps, "scoring" | "prepared">) {
  const [busy, setBusy] = useState(false);
  const { file, sample } = prepared;
  const save = async () => {
    setBusy(true);
    try {
      const csv = await scoring.toCsv(predictionName(sample.columns.map(({ name }) => name)));
      offerDownload(csv, `${file.name.replace(/\.[^.]*$/, "")}-scored.csv`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="primary" icon="download" busy={busy} onClick={() => void save()}>
      {words.download}
    </Button>
  );
}

/** The result first: how many rows were scored, and the file to take away. */
export function ResultAnswer({ scoring, state, prepared, onAgain }: ResultAnswerProps) {
  const { rowsDone, rowsFailed, elapsedMs, requests } = state;
  const speed = formatNumber(
    Math.round((rowsDone + rowsFailed) / Math.max(0.001, elapsedMs / 1000)),
  );
  return (
    <NextAction
      tone={rowsFailed === 0 ? "ok" : "fail"}
      title={titleOf(state)}
      actions={
        <>
          {rowsFailed > 0 ? (
            <Button onClick={() => void scoring.run()}>{words.retry}</Button>
          ) : (
            <Button onClick={onAgain}>{words.again}</Button>
          )}
          {rowsDone > 0 ? <Download scoring={scoring} prepared={prepared} /> : null}
        </>
      }
    >
      {rowsFailed === 0
        ? words.took(formatDuration(elapsedMs), speed, formatNumber(requests))
        : words.maskedText}
    </NextAction>
  );
}
