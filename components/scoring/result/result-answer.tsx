"use client";
import { Button } from "@/components/ui/button";
import { NextAction } from "@/components/ui/next-action";
import type { Scoring, ScoringState } from "@/lib/client/scoring/scoring";
import { formatDuration, formatNumber } from "@/lib/domain/format";
import { scoringWords as words } from "@/lib/words/scoring";
import type { PreparedFile } from "../file/use-prepared-file";
import { DownloadScored } from "./downloads";

export interface ResultAnswerProps {
  readonly scoring: Scoring;
  readonly state: ScoringState;
  readonly prepared: PreparedFile;
  readonly onLeave: () => void;
}

export function resultTitle(done: number, failed: number): string {
  if (failed === 0) return words.scored(formatNumber(done));
  return done === 0
    ? words.allFailed(formatNumber(failed))
    : words.partly(formatNumber(done), formatNumber(failed));
}

export function resultText(seconds: number, rows: number, requests: number): string {
  const speed = formatNumber(Math.round(rows / Math.max(0.001, seconds)));
  return words.took(formatDuration(seconds * 1000), speed, formatNumber(requests));
}

/** The result first: how many rows were scored, and the file to take away. */
export function ResultAnswer({ scoring, state, prepared, onLeave }: ResultAnswerProps) {
  const { rowsDone, rowsFailed, elapsedMs, requests } = state;
  const hasFailed = rowsFailed > 0;
  const took = resultText(elapsedMs / 1000, rowsDone + rowsFailed, requests);
  return (
    <NextAction
      tone={hasFailed ? "fail" : "ok"}
      title={resultTitle(rowsDone, rowsFailed)}
      actions={
        <>
          {hasFailed ? (
            <Button onClick={() => void scoring.run()}>{words.retry}</Button>
          ) : (
            <Button onClick={onLeave}>{words.again}</Button>
          )}
          {rowsDone > 0 ? <DownloadScored results={scoring.results} prepared={prepared} /> : null}
        </>
      }
    >
      {hasFailed ? (rowsDone > 0 ? words.partlyText : words.allFailedText) : took}
    </NextAction>
  );
}
