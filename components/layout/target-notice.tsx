"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useSettled } from "@/components/ui/use-settled";
import { ApiError } from "@/lib/client/fetch";
import { common } from "@/lib/words/common";
import { navigation } from "@/lib/words/navigation";
import { FailureBanner } from "./query-panel";
import { useShell } from "./shell-context";
import { useTargetProblem } from "./target-problem";

const CUT_FOR_MS = 5000;

/**
 * Says once, above all panels, why nothing can be read. What failed meanwhile is read anew as soon
 * as the target answers again.
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
  if (!isSilent) return null;
  return (
    <div className="mb-6">
      {problem ? (
        <FailureBanner error={new ApiError(problem.detail, problem)} retry={live.retryNow} />
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
