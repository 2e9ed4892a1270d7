import "server-only";
import type { Delivery, FeedCursor } from "./feed";
import type { Line, LogTail } from "./log-tail";

/** A reader who comes anew gets this many of the newest lines; older ones it asks for by page. */
export const FIRST_WINDOW_LINES = 5000;
const LINES_AN_EVENT = 500;
const CHARACTERS_AN_EVENT = 256 * 1024;
const POINTS_AN_EVENT = 1000;

interface From {
  readonly topic: string;
  /** Whether a reader without a position may be given one. */
  readonly mayBegin: boolean;
  readonly linesOf: (from: number, limit: number) => Promise<readonly Line[]>;
}

/** As many lines as make an event of reasonable size, at least one. */
function cut(lines: readonly Line[]): readonly Line[] {
  let characters = 0;
  const end = lines.findIndex(([, text], at) => {
    characters += text.length;
    return at > 0 && characters > CHARACTERS_AN_EVENT;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

/**
 * What a reader at the cursor gets next of one stream: first the values of the lines it will not
 * get, then lines with their values.
 */
export async function deliverFrom(
  tail: LogTail,
  cursor: FeedCursor,
  { topic, mayBegin, linesOf }: From,
): Promise<Delivery | null> {
  const known = cursor.log[tail.name];
  if (known === undefined && !mayBegin) return null;
  const position = known ?? { line: Math.max(0, tail.total - FIRST_WINDOW_LINES), point: 0 };
  const at = (line: number, point: number): FeedCursor => ({
    ...cursor,
    log: { ...cursor.log, [tail.name]: { line, point } },
  });
  const { name: stream, total } = tail;

  if (position.point < position.line) {
    const points = tail.points(position.point, position.line, POINTS_AN_EVENT);
    const isAll = points.length < POINTS_AN_EVENT;
    // The limit may have parted the last line's values, so that line waits for the next event.
    const upTo = isAll ? position.line : (points.at(-1)?.line ?? position.line);
    return {
      event: {
        kind: "points",
        topic,
        stream,
        points: points.filter(({ line }) => line < upTo),
        upTo,
      },
      cursor: at(position.line, upTo),
    };
  }

  if (position.line >= total) return null;
  const lines = cut(await linesOf(position.line, LINES_AN_EVENT));
  if (lines.length === 0) return null;
  const next = position.line + lines.length;
  const points = tail.points(position.line, next, Number.POSITIVE_INFINITY);
  return {
    event: {
      kind: "lines",
      topic,
      stream,
      from: position.line,
      lines: lines.map(([when, text]) => [when, text]),
      total,
      points,
    },
    cursor: at(next, next),
  };
}
