"use client";
import { useEffect, useSyncExternalStore } from "react";
import type { Scoring, ScoringState } from "@/lib/client/scoring/scoring";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { FailedRows } from "./failed-rows";
import { ResultAnswer } from "./result-answer";
import { ResultFigures } from "./result-figures";
import { ResultRows } from "./result-rows";
import { ScoringProgress } from "./scoring-progress";
import type { PreparedFile } from "./use-prepared-file";

export interface ScoringRunProps {
  readonly scoring: Scoring;
  readonly prepared: PreparedFile;
  readonly schema: ModelSchema | null;
  /** Back to the check, to send everything again. */
  readonly onAgain: () => void;
}

/** The browser asks before the page is left while rows are still being sent. */
function useLeaveWarning(isActive: boolean) {
  useEffect(() => {
    if (!isActive) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isActive]);
}

/** One run: under way, then its result. What was sent stops when the page is left. */
export function ScoringRun({ scoring, prepared, schema, onAgain }: ScoringRunProps) {
  const state = useSyncExternalStore(scoring.subscribe, scoring.getState, scoring.getState);
  useLeaveWarning(state.phase === "scoring");
  useEffect(() => {
    void scoring.run();
    return () => scoring.pause();
  }, [scoring]);
  if (state.phase !== "done") {
    return <ScoringProgress scoring={scoring} state={state} onAgain={onAgain} />;
  }
  return (
    <div className="grid grid-cols-1 gap-6">
      <ResultAnswer scoring={scoring} state={state} prepared={prepared} onAgain={onAgain} />
      <FailedRows failures={state.failures} />
      {state.rowsDone > 0 ? (
        <Result scoring={scoring} state={state} prepared={prepared} schema={schema} />
      ) : null}
    </div>
  );
}

interface ResultProps extends Omit<ScoringRunProps, "onAgain"> {
  readonly state: ScoringState;
}

function Result({ scoring, state, prepared, schema }: ResultProps) {
  return (
    <>
      <ResultFigures
        // Numbers are read once; a second run of the failed rows makes new ones.
        key={state.rowsDone}
        scoring={scoring}
        state={state}
        schema={schema}
      />
      <ResultRows key={`rows ${state.rowsDone}`} scoring={scoring} prepared={prepared} />
    </>
  );
}
