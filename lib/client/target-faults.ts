import type { Problem } from "@/lib/contracts/problem";
import { isSurelyTargetFault } from "@/lib/domain/target-faults";

type Listener = (problem: Problem) => void;

const listeners = new Set<Listener>();

/** Calls the listener when an answer says why the whole target cannot be used; returns the way to end that. */
export function onTargetFault(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function noteProblem(problem: Problem): void {
  if (!isSurelyTargetFault(problem.code)) return;
  for (const listener of listeners) listener(problem);
}
