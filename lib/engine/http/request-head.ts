import type { IncomingMessage } from "node:http";

/** A request's first lines, parsed once. */
export interface RequestHead {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Decoded. */
  readonly query: readonly (readonly [string, string])[];
  /** Names in lower case; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

export function parseHead(request: IncomingMessage): RequestHead {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  return {
    method: request.method ?? "GET",
    // A proxy-style request line carries the whole URL.
    path: path.replace(/^https?:\/\/[^/]*/i, "") || "/",
    query: mark < 0 ? [] : parseQuery(url.slice(mark + 1)),
    headers: joinHeaders(request.headersDistinct),
  };
}

function parseQuery(text: string): (readonly [string, string])[] {
  return text
    .split("&")
    .filter(Boolean)
    .map((part) => {
      const equals = part.indexOf("=");
      return equals < 0
        ? [decode(part), ""]
        : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function joinHeaders(distinct: IncomingMessage["headersDistinct"]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, values] of Object.entries(distinct)) {
    // Node reads header bytes as Latin-1; S3's clients send metadata in UTF-8.
    if (values) joined[name] = Buffer.from(values.join(","), "latin1").toString("utf8");
  }
  return joined;
}
