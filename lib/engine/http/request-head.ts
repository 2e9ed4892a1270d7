import type { IncomingMessage } from "node:http";
import type { RequestHead } from "../protocol/wire.ts";

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

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Node reads header bytes as Latin-1. Most clients send UTF-8; the SDK for JavaScript does send Latin-1. */
function headerText(latin1: string): string {
  try {
    return utf8.decode(Buffer.from(latin1, "latin1"));
  } catch {
    return latin1;
  }
}

function joinHeaders(distinct: IncomingMessage["headersDistinct"]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, values] of Object.entries(distinct)) {
    if (values) joined[name] = headerText(values.join(","));
  }
  return joined;
}
