/** A request as our containers print it (docs/formats.md, log lines). */
export interface RequestLine {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly rows: number;
  readonly bytes: number;
  readonly message: string;
}

// Linear: every part ends at a blank, none repeats inside another.
const REQUEST =
  /^(\d{4}-\d{2}-\d{2}T\S{1,30}) ([A-Z]{3,7}) (\/\S{0,200}) (\d{3}) (\d{1,9}(?:\.\d{1,6})?) ms (\d{1,12}) rows? (\d{1,15}) bytes(?: (.*))?$/;

/** Null for every other line, which is most of them. */
export function parseRequestLine(line: string): RequestLine | null {
  const match = REQUEST.exec(line.trim());
  if (!match) return null;
  const [, at = "", method = "", path = "", status, milliseconds, rows, bytes, message] = match;
  return {
    at,
    method,
    path,
    status: Number(status),
    milliseconds: Number(milliseconds),
    rows: Number(rows),
    bytes: Number(bytes),
    message: message ?? "",
  };
}

export interface ErrorGroup {
  readonly status: number;
  readonly message: string;
  readonly count: number;
  readonly lastAt: string;
}

/** Numbers inside a message differ from call to call; grouped, `row 12` and `row 90` are one. */
const shape = (message: string): string => message.replace(/\d+/g, "#");

/** Failed invocations by status and message, most frequent first; each shows its latest words. */
export function groupErrors(lines: readonly RequestLine[]): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>();
  for (const { path, status, message, at } of lines) {
    if (status < 400 || !path.startsWith("/invocations")) continue;
    const key = `${status} ${shape(message)}`;
    const seen = groups.get(key);
    const newer = !seen || at >= seen.lastAt;
    groups.set(key, {
      status,
      message: newer ? message : seen.message,
      count: (seen?.count ?? 0) + 1,
      lastAt: newer ? at : seen.lastAt,
    });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** The pings, oldest first. */
export const pingsOf = (lines: readonly RequestLine[]): RequestLine[] =>
  lines.filter(({ path }) => path === "/ping");

/** How many pings failed in a row up to the newest; null where none is printed. */
export const missedPings = (pings: readonly RequestLine[]): number | null =>
  pings.length === 0
    ? null
    : pings.length - 1 - pings.findLastIndex(({ status }) => status === 200);
