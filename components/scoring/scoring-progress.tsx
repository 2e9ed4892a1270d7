"use client";
import { Button } from "@/components/ui/button";
import { FigureRow } from "@/components/ui/figure-row";
import { NextAction } from "@/components/ui/next-action";
import { Meter } from "@/components/ui/upload-meter";
import type { Scoring, ScoringState } from "@/lib/client/scoring/scoring";
import { formatDuration, formatNumber, formatShare } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { scoringWords as words } from "@/lib/words/scoring";

export interface ScoringProgressProps {
  readonly scoring: Scoring;
  readonly state: ScoringState;
  readonly onAgain: () => void;
}

const share = ({ rows, rowsDone, rowsFailed }: ScoringState): number =>
  rows === 0 ? 0 : (rowsDone + rowsFailed) / rows;

function figures(state: ScoringState) {
  const { rowsPerSecond, secondsLeft, requests } = state;
  return [
    { id: "sent", label: words.sent, value: formatShare(share(state)) },
    {
      id: "speed",
      label: words.speed,
      value:
        rowsPerSecond === null
          ? common.notKnown
          : words.aSecond(formatNumber(Math.round(rowsPerSecond))),
      words: true,
    },
    {
      id: "left",
      label: words.left,
      value: secondsLeft === null ? common.notKnown : formatDuration(secondsLeft * 1000),
      words: true,
    },
    { id: "requests", label: words.requests, value: formatNumber(requests) },
  ];
}

/** How far a run is, and how to stop it. */
export function ScoringProgress({ scoring, state, onAgain }: ScoringProgressProps) {
  const isRunning = state.phase === "scoring" || state.phase === "ready";
  const done = formatNumber(state.rowsDone);
  const rows = formatNumber(state.rows);
  return (
    <div className="grid gap-4">
      <NextAction
        title={isRunning ? words.running(done, rows) : words.stopped(done, rows)}
        actions={
          isRunning ? (
            <Button onClick={() => scoring.cancel()}>{words.cancel}</Button>
          ) : (
            <Button variant="primary" onClick={onAgain}>
              {words.again}
            </Button>
          )
        }
      />
      <Meter label={words.progress} share={share(state)} paused={!isRunning} />
      <FigureRow items={figures(state)} />
    </div>
  );
}
