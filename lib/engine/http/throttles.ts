import { AWS_RATES, type AwsRate } from "../protocol/aws-rates.ts";
import { AwsError } from "../protocol/errors.ts";
import type { Dialect } from "../protocol/signature/verify.ts";
import type { Clock } from "../state/clock.ts";
import type { RoutedOperation, RoutedService } from "./router.ts";

/** Refuses what comes faster than AWS would answer it. */
export interface Throttles {
  /** Counts one call. Throws AWS's refusal when its rate is used up. */
  take(routed: RoutedService, called: RoutedOperation, method: string): void;
}

/** Serves everything as fast as it can. */
export const NO_THROTTLES: Throttles = { take: () => undefined };

interface Bucket {
  tokens: number;
  /** On the clock that never runs backwards. */
  filledAt: number;
}

/** A token bucket for each operation, as API throttling works in AWS; S3 counts each bucket's reads and writes. */
export function createThrottles(clock: Pick<Clock, "monotonic">): Throttles {
  const buckets = new Map<string, Bucket>();
  return {
    take(routed, called, method) {
      const [name, rate] = rateOf(routed, called, method);
      if (rate === undefined) return;
      const burst = rate.burst ?? rate.perSecond;
      const now = clock.monotonic();
      const bucket = buckets.get(name) ?? { tokens: burst, filledAt: now };
      const gained = ((now - bucket.filledAt) / 1000) * rate.perSecond;
      const tokens = Math.min(burst, bucket.tokens + gained);
      const isGranted = tokens >= 1;
      buckets.set(name, { tokens: isGranted ? tokens - 1 : tokens, filledAt: now });
      if (!isGranted) throw refusal(routed.dialect);
    },
  };
}

function rateOf(
  { service }: RoutedService,
  { operation, labels }: RoutedOperation,
  method: string,
): readonly [string, AwsRate | undefined] {
  const rates = AWS_RATES[service];
  if (service === "s3") {
    const kind = method === "GET" || method === "HEAD" ? "read" : "write";
    return [`s3 ${kind} ${labels["Bucket"] ?? ""}`, rates[kind]];
  }
  const rate = Object.hasOwn(rates, operation) ? rates[operation] : rates["*"];
  return [`${service} ${operation}`, rate];
}

/** Each protocol's name for it: all of them are names that the SDKs know and try again after. */
function refusal(dialect: Dialect): AwsError {
  switch (dialect) {
    case "s3":
      return new AwsError("SlowDown", "Please reduce your request rate.", 503);
    case "query":
      return new AwsError("Throttling", "Rate exceeded", 400);
    case "json":
    case "rest-json":
      return new AwsError("ThrottlingException", "Rate exceeded", 400);
    default:
      return dialect satisfies never;
  }
}
