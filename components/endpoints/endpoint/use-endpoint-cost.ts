import { useNow } from "@/components/ui/use-now";
import { usePrices } from "@/lib/client/prices";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import type { PriceQuery } from "@/lib/contracts/prices";
import { costSince, sumKnown } from "@/lib/domain/costs";
import { formatDollars, formatHourly } from "@/lib/domain/format";
import { priceWords as words } from "@/lib/words/prices";

const SO_FAR_EVERY_MS = 10_000;

/**
 * What the endpoint costs an hour and has cost since it was created, as large as it is now; null
 * where it is free or a price is not known.
 */
export function useEndpointCost({ status, variants, createdAt }: EndpointDetail): string | null {
  const now = useNow(SO_FAR_EVERY_MS);
  const wanted = variants.map(({ instanceType }): PriceQuery | null =>
    instanceType === null ? null : { use: "hosting", instanceType },
  );
  const { priceOf } = usePrices(
    useTarget(),
    wanted.filter((one) => one !== null),
  );
  const { sum, unknown } = sumKnown(
    variants.map(({ currentInstances, desiredInstances }, at) => {
      const query = wanted[at];
      const price = query ? priceOf(query) : null;
      return price === null ? null : price * (currentInstances ?? desiredInstances ?? 0);
    }),
  );
  // A failed endpoint has no instances, whatever was asked for.
  if (now === null || unknown > 0 || sum === 0 || status === "Failed") return null;
  return words.sinceCreated(formatHourly(sum), formatDollars(costSince(sum, createdAt, now)));
}
