import type { LiveLog } from "@/lib/client/live/use-live-log";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { jobPageWords } from "@/lib/words/training-jobs";

const words = jobPageWords.noPoints;

/** What stands in place of a job's curves while it has none. */
export function whyNoCurve(
  { status, metrics }: Pick<TrainingJobDetail, "status" | "metrics">,
  { isKnown, isCaughtUp }: Pick<LiveLog, "isKnown" | "isCaughtUp">,
): { readonly title: string; readonly text: string } {
  const isOver = isTerminalJob(status);
  // Of a log that is not read yet nothing can be said.
  const isSure = isOver && isKnown && isCaughtUp;
  const otherwise = isOver ? words.reading : words.waiting;
  const why = isSure ? words.over : otherwise;
  return {
    title: isSure ? words.titleOver : words.title,
    text: metrics.length === 0 ? words.none : why,
  };
}
