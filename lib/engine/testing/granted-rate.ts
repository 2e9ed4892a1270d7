import { AWS_RATES } from "../protocol/aws-rates.ts";
import type { ServiceName } from "../protocol/operation.ts";

/** Calls a second that AWS grants an account, as far as the engine's table knows. */
export function grantedRate(service: string, operation: string): number | undefined {
  if (!isServed(service)) return undefined;
  const rates = AWS_RATES[service];
  if (service === "s3")
    return rates[/^(Get|Head|List)/.test(operation) ? "read" : "write"]?.perSecond;
  return (rates[operation] ?? rates["*"])?.perSecond;
}

const isServed = (name: string): name is ServiceName => Object.hasOwn(AWS_RATES, name);
