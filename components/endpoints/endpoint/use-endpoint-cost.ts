import { useNow } from "@/components/ui/use-now";
import { usePrices } from "@/lib/client/prices";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import { costSince } from "@/lib/domain/costs";
import { formatDollars, formatHourly } from "@/lib/domain/format";
import { priceWords as words } from "@/lib/words/prices";
import { hourlyOf, instanceTypesOf } from "../hourly";

const SO_FAR_EVERY_MS = 10_000;

/**
 * What the endpoint costs an hour and has cost since it was created, as large as it is now; null
 * where it is free or a price is not known.
 */
export function useEndpointCost(endpoint: EndpointDetail): string | null {
  const now = useNow(SO_FAR_EVERY_MS);
  const { priceOf } = usePrices(useTarget(), instanceTypesOf([endpoint]));
  const hourly = hourlyOf(endpoint, priceOf);
  if (now === null || hourly === null || hourly === 0) return null;
  const soFar = costSince(hourly, endpoint.createdAt, now);
  return words.sinceCreated(formatHourly(hourly), formatDollars(soFar));
}
