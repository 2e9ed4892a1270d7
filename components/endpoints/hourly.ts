import type { Prices } from "@/lib/client/prices";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import type { PriceQuery } from "@/lib/contracts/prices";
import { sumKnown } from "@/lib/domain/costs";

/** The prices that the endpoints need. */
export const instanceTypesOf = (details: readonly EndpointDetail[]): PriceQuery[] =>
  details
    .flatMap(({ variants }) => variants.flatMap(({ instanceType }) => instanceType ?? []))
    .map((instanceType) => ({ use: "hosting", instanceType }));

/** What an endpoint costs an hour as large as it is now, US dollars; null where that is not known. */
export function hourlyOf(
  { status, variants }: EndpointDetail,
  priceOf: Prices["priceOf"],
): number | null {
  // A failed endpoint has no instances, whatever was asked for.
  if (status === "Failed") return 0;
  const { sum, unknown } = sumKnown(
    variants.map(({ instanceType, currentInstances, desiredInstances }) => {
      const price = instanceType === null ? null : priceOf({ use: "hosting", instanceType });
      return price === null ? null : price * (currentInstances ?? desiredInstances ?? 0);
    }),
  );
  return unknown > 0 ? null : sum;
}
