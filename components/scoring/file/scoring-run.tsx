"use client";
import { useSyncExternalStore } from "react";
import type { Scoring } from "@/lib/client/scoring/scoring";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { DownloadFailed } from "../result/downloads";
import { FailedRows } from "../result/failed-rows";
import { ResultAnswer } from "../result/result-answer";
import { ResultFigures } from "../result/result-figures";
import { ResultRows } from "../result/result-rows";
import { scoredView } from "../result/scored-view";
import { type KeptRun, RunKeeper } from "./run-keeper";
import { ScoringProgress } from "./scoring-progress";
import type { PreparedFile } from "./use-prepared-file";

export interface ScoringRunProps {
  readonly endpoint: string;
  readonly scoring: Scoring;
  readonly prepared: PreparedFile;
  readonly schema: ModelSchema | null;
  /** Where the finished run is kept. */
  readonly kept: KeptRun | null;
  readonly onKept: (kept: KeptRun) => void;
  /** Back to the check. */
  readonly onLeave: () => void;
}

/** One run: under way, then its result. It goes on while another page is looked at. */
export function ScoringRun(props: ScoringRunProps) {
  const { endpoint, scoring, prepared, schema, kept, onKept, onLeave } = props;
  const state = useSyncExternalStore(scoring.subscribe, scoring.getState, scoring.getState);
  const isDone = state.phase === "done";
  const view = scoredView(prepared, scoring.results);
  return (
    <div className="grid grid-cols-1 gap-6">
      {isDone ? (
        <ResultAnswer scoring={scoring} state={state} prepared={prepared} onLeave={onLeave} />
      ) : (
        <ScoringProgress scoring={scoring} state={state} prepared={prepared} onLeave={onLeave} />
      )}
      {isDone && state.rowsDone > 0 ? (
        <RunKeeper
          // Rows that failed may be scored later: the run is then kept anew.
          key={state.rowsDone}
          endpoint={endpoint}
          scoring={scoring}
          prepared={prepared}
          kept={kept}
          onKept={onKept}
        />
      ) : null}
      <FailedRows view={view} failed={state.rowsFailed} file={prepared.file.name}>
        {isDone ? <DownloadFailed results={scoring.results} prepared={prepared} /> : null}
      </FailedRows>
      {isDone && state.rowsDone > 0 ? (
        <>
          <ResultFigures
            // Numbers are read once; a second run of the failed rows makes new ones.
            key={`figures ${state.rowsDone}`}
            results={scoring.results}
            schema={schema}
          />
          <ResultRows key={`rows ${state.rowsDone}`} view={view} />
        </>
      ) : null}
    </div>
  );
}
