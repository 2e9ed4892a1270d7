import { AwsError } from "../protocol/errors.ts";
import type { RequestHead, WireResponse } from "../protocol/wire.ts";
import type { BucketStore, CorsRule } from "../state/buckets.ts";

/** What a browser on another origin may do with a bucket, by the bucket's own rules. */
export interface Cors {
  /** Answers an OPTIONS request. Throws AccessForbidden where no rule allows it. */
  preflight(head: RequestHead, bucket: string | undefined): WireResponse;
  /** The headers that let the page's script read an answer; none where no rule allows it. */
  headers(head: RequestHead, bucket: string | undefined): Readonly<Record<string, string>>;
}

export function createCors(buckets: Pick<BucketStore, "cors">): Cors {
  const rulesOf = (bucket: string | undefined) =>
    bucket === undefined ? [] : (buckets.cors(bucket) ?? []);
  return {
    preflight({ headers }, bucket) {
      const { origin, "access-control-request-method": method } = headers;
      if (!origin || !method) {
        throw new AwsError(
          "BadRequest",
          "Insufficient information. Origin request header needed.",
          400,
        );
      }
      const asked = listOf(headers["access-control-request-headers"]);
      const rule = rulesOf(bucket).find(
        (candidate) =>
          allows(candidate, origin, method) &&
          asked.every((name) => someMatches(candidate.AllowedHeaders, name)),
      );
      if (!rule) {
        throw new AwsError(
          "AccessForbidden",
          "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
          403,
          { Method: method, ResourceType: "OBJECT" },
        );
      }
      const allowedHeaders =
        asked.length > 0 ? { "access-control-allow-headers": asked.join(", ") } : {};
      return { status: 200, headers: { ...answerHeaders(rule, origin), ...allowedHeaders } };
    },
    headers({ method, headers: { origin } }, bucket) {
      if (!origin) return {};
      const rule = rulesOf(bucket).find((candidate) => allows(candidate, origin, method));
      return rule ? answerHeaders(rule, origin) : {};
    },
  };
}

function answerHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const isOpen = rule.AllowedOrigins.includes("*");
  return {
    "access-control-allow-origin": isOpen ? "*" : origin,
    "access-control-allow-methods": rule.AllowedMethods.join(", "),
    ...(isOpen ? {} : { "access-control-allow-credentials": "true" }),
    ...(rule.ExposeHeaders?.length
      ? { "access-control-expose-headers": rule.ExposeHeaders.join(", ") }
      : {}),
    ...(rule.MaxAgeSeconds === undefined
      ? {}
      : { "access-control-max-age": String(rule.MaxAgeSeconds) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

function allows(rule: CorsRule, origin: string, method: string): boolean {
  return rule.AllowedMethods.includes(method) && someMatches(rule.AllowedOrigins, origin);
}

function someMatches(patterns: readonly string[] | undefined, text: string): boolean {
  return (patterns ?? []).some((pattern) => matches(pattern.toLowerCase(), text.toLowerCase()));
}

/** At most one `*` stands in a pattern, for any text. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function listOf(header: string | undefined): string[] {
  return (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
}
