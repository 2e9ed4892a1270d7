import { queryOptions, useQueries } from "@tanstack/react-query";
import type { PriceQuery } from "@/lib/contracts/prices";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const price = async () => (await import("@/lib/contracts/prices")).price;

/** Asked once in the life of a page: list prices change a few times a year. */
const priceQuery = (target: string, wanted: PriceQuery) =>
  queryOptions({
    queryKey: [target, "prices", wanted.use, wanted.instanceType] as const,
    queryFn: ({ signal }) => getJson(api.prices(target, wanted), price, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

const keyOf = ({ use, instanceType }: PriceQuery): string => `${use} ${instanceType}`;

export interface Prices {
  /** US dollars an hour for one instance; null while it is not known, and where it never will be. */
  readonly priceOf: (wanted: PriceQuery) => number | null;
  /** Whether nothing is being asked any more. */
  readonly isSettled: boolean;
  /** Why one of them could not be read. */
  readonly problem: Error | null;
}

/** List prices in the target's region; what is wanted twice is asked for once. */
export function usePrices(target: string, wanted: readonly PriceQuery[]): Prices {
  const distinct = new Map(wanted.map((one) => [keyOf(one), one]));
  const keys = [...distinct.keys()];
  return useQueries({
    queries: [...distinct.values()].map((one) => priceQuery(target, one)),
    combine: (answers) => ({
      priceOf: (one) => answers[keys.indexOf(keyOf(one))]?.data?.hourly ?? null,
      isSettled: answers.every(({ isPending }) => !isPending),
      problem: answers.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}
