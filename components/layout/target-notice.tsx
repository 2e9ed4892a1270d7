"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/client/fetch";
import { common } from "@/lib/words/common";
import { navigation } from "@/lib/words/navigation";
import { FailureBanner } from "./query-panel";
import { useShell } from "./shell-context";
import { useTargetProblem } from "./target-problem";

/**
 * Says once, above all panels, why nothing can be read. What failed meanwhile is read anew as soon
 * as the target answers again.
 */
export function TargetNotice() {
  const { live } = useShell();
  const problem = useTargetProblem();
  const client = useQueryClient();
  const isSilent = problem !== null || live.state === "offline";
  useEffect(() => {
    if (!isSilent) return;
    return () => void client.refetchQueries({ predicate: ({ state }) => state.status === "error" });
  }, [isSilent, client]);
  if (problem) {
    return <FailureBanner error={new ApiError(problem.detail, problem)} retry={live.retryNow} />;
  }
  if (live.state !== "offline") return null;
  return (
    <Banner
      tone="warn"
      title={navigation.offline.title}
      actions={<Button onClick={live.retryNow}>{common.retry}</Button>}
    >
      {navigation.offline.text}
    </Banner>
  );
}
