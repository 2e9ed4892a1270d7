"use client";
import { Figure } from "@/components/charts/figure";
import { LineChart } from "@/components/charts/line-chart";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FigureRow, type FigureRowItem } from "@/components/ui/figure-row";
import { NextAction } from "@/components/ui/next-action";
import { StatusLabel } from "@/components/ui/status-label";
import { Meter } from "@/components/ui/upload-meter";
import { CONCURRENCY, type Scoring, type ScoringState } from "@/lib/client/scoring/scoring";
import { formatDuration, formatNumber } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { scoringWords as words } from "@/lib/words/scoring";
import { DownloadScored } from "../result/downloads";
import { type PreparedFile, ROWS_A_REQUEST } from "./use-prepared-file";

export interface ScoringProgressProps {
  readonly scoring: Scoring;
  readonly state: ScoringState;
  readonly prepared: PreparedFile;
  readonly onLeave: () => void;
}

const share = ({ rows, rowsDone, rowsFailed }: ScoringState): number =>
  rows === 0 ? 0 : (rowsDone + rowsFailed) / rows;

const whole = (value: number): string => formatNumber(Math.round(value));

function leftOf({ rowsPerSecond, rows, rowsDone, rowsFailed, phase }: ScoringState): string {
  if (phase !== "scoring" || !rowsPerSecond) return common.notKnown;
  return formatDuration(((rows - rowsDone - rowsFailed) / rowsPerSecond) * 1000);
}

function figures(state: ScoringState): FigureRowItem[] {
  const { rows, rowsDone, rowsFailed, rowsPerSecond, latencyMs } = state;
  const speed =
    rowsPerSecond === null
      ? { value: common.notKnown, words: true }
      : { value: whole(rowsPerSecond), unit: words.aSecond };
  return [
    {
      id: "done",
      label: words.done,
      value: formatNumber(rowsDone),
      unit: words.ofRows(formatNumber(rows)),
    },
    { id: "speed", label: words.speed, ...speed },
    { id: "left", label: words.left, value: leftOf(state), words: true },
    ...(latencyMs
      ? [
          {
            id: "latency",
            label: words.latency,
            value: whole(latencyMs.mean),
            unit: words.latencyUnit(whole(latencyMs.p99)),
          },
        ]
      : []),
    { id: "failed", label: words.failedCount, value: formatNumber(rowsFailed) },
  ];
}

/** How far a run is, and how to halt it; halted, how to go on. */
export function ScoringProgress(props: ScoringProgressProps) {
  const { state } = props;
  const isRunning = state.phase === "scoring" || state.phase === "ready";
  return (
    <div className="grid grid-cols-1 gap-4">
      {isRunning ? <Running {...props} /> : <Halted {...props} />}
      <Meter label={words.progress} share={share(state)} paused={!isRunning} />
      {isRunning && state.notice ? <Banner>{words.waiting(state.notice)}</Banner> : null}
      <FigureRow items={figures(state)} />
      <Speed state={state} />
    </div>
  );
}

function Running({ scoring, onLeave }: ScoringProgressProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <StatusLabel kind="moving">{words.phases.scoring}</StatusLabel>
      <span className="text-ink-3">
        {words.plan(formatNumber(ROWS_A_REQUEST), formatNumber(CONCURRENCY))}
      </span>
      <span className="ml-auto flex gap-2">
        <Button icon="pause" onClick={() => scoring.pause()}>
          {words.pause}
        </Button>
        <Button variant="quiet" onClick={onLeave}>
          {words.cancel}
        </Button>
      </span>
    </div>
  );
}

function Halted({ scoring, state, prepared, onLeave }: ScoringProgressProps) {
  const done = formatNumber(state.rowsDone);
  const rows = formatNumber(state.rows);
  const wasStopped = state.phase === "stopped";
  return (
    <NextAction
      tone={wasStopped ? "fail" : "accent"}
      title={wasStopped ? words.stoppedTitle(done, rows) : words.pausedTitle(done, rows)}
      actions={
        <>
          <Button variant="quiet" onClick={onLeave}>
            {words.cancel}
          </Button>
          {state.rowsDone > 0 ? (
            <DownloadScored results={scoring.results} prepared={prepared} variant="outline" />
          ) : null}
          <Button variant="primary" icon="play" onClick={() => void scoring.run()}>
            {words.resume}
          </Button>
        </>
      }
    >
      {state.notice ? `${state.notice} ${words.keptText}` : words.keptText}
    </NextAction>
  );
}

/** Below that, a line would be one point. */
const SECONDS = 2;

function Speed({
  state: { bySecond, rowsDone, rowsFailed, elapsedMs },
}: Pick<ScoringProgressProps, "state">) {
  if (bySecond.length < SECONDS) return null;
  const mean = (rowsDone + rowsFailed) / Math.max(0.001, elapsedMs / 1000);
  return (
    <Figure title={words.pace} unit={words.paceUnit} caption={words.paceCaption(whole(mean))}>
      <LineChart
        x={{ kind: "number", name: words.seconds }}
        panels={[
          {
            id: "pace",
            fromZero: true,
            series: [
              {
                id: "rows",
                name: words.pace,
                points: bySecond.map((rows, second) => [second + 1, rows] as const),
              },
            ],
          },
        ]}
      />
    </Figure>
  );
}
