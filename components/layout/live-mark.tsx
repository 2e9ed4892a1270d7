"use client";
import { useNow } from "@/components/ui/use-now";
import { formatAge } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { navigation } from "@/lib/words/navigation";
import type { Live } from "./shell-context";

/** Whether what is shown is fresh, and how old the last answer is. Not a live region: it ticks. */
export function LiveMark({ state, lastAnswerAt }: Pick<Live, "state" | "lastAnswerAt">) {
  const now = useNow(1000);
  const age =
    lastAnswerAt === null || now === null
      ? common.unknownAge
      : formatAge(new Date(lastAnswerAt).toISOString(), now);
  const words = state === "connecting" ? navigation.live.connecting : navigation.live[state](age);
  return (
    <span className="live" data-state={state}>
      {words}
    </span>
  );
}
