"use client";
import { useContext, useEffect, useEffectEvent, useRef, useState } from "react";
import { ApiError } from "@/lib/client/fetch";
import type { Problem } from "@/lib/contracts/problem";
import { isTargetFault } from "@/lib/domain/target-faults";
import { ShellContext } from "./shell-context";

/** What keeps the whole target from answering; null while it answers, and outside a Shell. */
export function useTargetProblem(): Problem | null {
  const problem = useContext(ShellContext)?.live.problem ?? null;
  return problem && isTargetFault(problem.code) ? problem : null;
}

export const isOfTarget = (error: unknown): boolean =>
  error instanceof ApiError && isTargetFault(error.problem?.code);

/**
 * Whether the notice above all panels says what this error says. An error that was said there is
 * not news once the target answers again.
 */
export function useIsSaidAbove(error: Error | null): boolean {
  const isSaidNow = useTargetProblem() !== null && isOfTarget(error);
  const [said, setSaid] = useState<Error | null>(null);
  if (isSaidNow && said !== error) setSaid(error);
  return isSaidNow || (error !== null && error === said);
}

/** Does again what failed for want of the target, once that answers: nobody has to ask twice. */
export function useOnTargetBack(error: unknown, again: () => void): void {
  const isGone = useTargetProblem() !== null;
  const waits = isOfTarget(error);
  const isWaiting = useRef(false);
  const latest = useEffectEvent(again);
  useEffect(() => {
    if (waits && isGone) {
      isWaiting.current = true;
      return;
    }
    if (waits && isWaiting.current) latest();
    isWaiting.current = false;
  }, [waits, isGone]);
}
