"use client";
import { useNow } from "@/components/ui/use-now";
import { formatAge } from "@/lib/domain/format";
import { navigation } from "@/lib/words/navigation";
import type { Live } from "./shell-context";

/** Whether what is shown is fresh, and how old the last answer is. Not a live region: it ticks. */
export function LiveMark({ state, lastAnswerAt }: Pick<Live, "state" | "lastAnswerAt">) {
  const now = useNow(1000);
  const age =
    lastAnswerAt === null || now === null
      ? null
      : formatAge(new Date(lastAnswerAt).toISOString(), now);
  return (
    <span className="live" data-state={state}>
      {wordsOf(state, age)}
    </span>
  );
}

function wordsOf(state: Live["state"], age: string | null): string {
  const { connecting, live, noAnswer, lastAnswer } = navigation.live;
  if (state === "connecting") return connecting;
  if (state === "live") return age === null ? connecting : live(age);
  return navigation.live[state](age === null ? noAnswer : lastAnswer(age));
}
