"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useSettled } from "@/components/ui/use-settled";
import { ApiError } from "@/lib/client/fetch";
import { common } from "@/lib/words/common";
import { navigation } from "@/lib/words/navigation";
import { ProblemBanner } from "./query-panel";
import { useShell } from "./shell-context";
import { isOfTarget, useTargetProblem } from "./target-problem";

const CUT_FOR_MS = 5000;

/** How many times something that a person asked for failed for want of the target. */
function useFailedPresses(): number {
  const client = useQueryClient();
  const [presses, setPresses] = useState(0);
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== "updated" || event.action.type !== "error") return;
        if (isOfTarget(event.action.error)) setPresses((before) => before + 1);
      }),
    [client],
  );
  return presses;
}

/**
 * Says once, above all panels, why nothing can be read, and comes into view when it is why a press
 * of a button did nothing. What failed meanwhile is read anew as soon as the target answers again.
 */
export function TargetNotice() {
  const { live } = useShell();
  const problem = useTargetProblem();
  const client = useQueryClient();
  const isCut = live.state === "offline";
  // The stream is cut and made anew all the time, as after a laptop's sleep.
  const isOffline = useSettled(isCut, CUT_FOR_MS) && isCut;
  const isSilent = problem !== null || isOffline;
  useEffect(() => {
    if (!isSilent) return;
    return () => void client.refetchQueries({ predicate: ({ state }) => state.status === "error" });
  }, [isSilent, client]);
  const notice = useRef<HTMLDivElement>(null);
  const presses = useFailedPresses();
  useEffect(() => {
    if (presses > 0) notice.current?.focus();
  }, [presses]);
  if (!isSilent) return null;
  return (
    <div ref={notice} tabIndex={-1} className="mb-6">
      {problem ? (
        <ProblemBanner error={new ApiError(problem.detail, problem)} retry={live.retryNow} />
      ) : (
        <Banner
          tone="warn"
          title={navigation.offline.title}
          actions={<Button onClick={live.retryNow}>{common.retry}</Button>}
        >
          {navigation.offline.text}
        </Banner>
      )}
    </div>
  );
}
