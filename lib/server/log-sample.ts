import "server-only";
import {
  type LogPageRead,
  listLogStreams,
  readLogEnd,
  readLogPage,
  TRAINING_LOG_GROUP,
} from "@/lib/aws/logs";
import type { Target } from "@/lib/aws/targets";
import type { LogSample } from "@/lib/contracts/training-jobs";
import { requireJob } from "./training-jobs";

/** Settings stand at the beginning of a log, final metrics at its end, steps in both. */
const LINES = 2000;
/** CloudWatch may answer with empty pages before the first line. */
const MAX_PAGES = 10;

const textsOf = (lines: LogPageRead["lines"]): string[] => lines.map(([, text]) => text);

/** Lines from the head until there are more than enough, or the end. */
async function readHead(target: Target, stream: string) {
  const lines: string[] = [];
  let token: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const read = await readLogPage(target, TRAINING_LOG_GROUP, stream, token);
    lines.push(...textsOf(read.lines));
    if (read.token === token) return { lines, isWhole: true };
    if (lines.length > 2 * LINES) break;
    token = read.token;
  }
  return { lines, isWhole: false };
}

/**
 * The beginning and the end of a job's log, 2,000 lines each; of several instances, the first's.
 * @throws AppError NotFound
 */
export async function getLogSample(target: Target, job: string): Promise<LogSample> {
  await requireJob(target, job);
  const [stream] = await listLogStreams(target, TRAINING_LOG_GROUP, `${job}/`);
  if (stream === undefined) return { lines: [], cutAfter: null };
  const { lines, isWhole } = await readHead(target, stream);
  if (isWhole && lines.length <= 2 * LINES) return { lines, cutAfter: null };
  const head = lines.slice(0, LINES);
  const end = isWhole
    ? lines.slice(-LINES)
    : textsOf(await readLogEnd(target, TRAINING_LOG_GROUP, stream, LINES));
  return { lines: [...head, ...end], cutAfter: head.length };
}
