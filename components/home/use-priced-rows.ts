import { usePrices } from "@/lib/client/prices";
import { useTarget } from "@/lib/client/target-context";
import type { Home } from "@/lib/contracts/home";
import type { PriceQuery } from "@/lib/contracts/prices";

type Billed = Home["billed"];

export type PricedRow = Billed[number] & {
  /** Of all instances together, US dollars; null where it is not known. */
  readonly hourly: number | null;
};

const priceQueryOf = ({ kind, instanceType }: Billed[number]): PriceQuery | null =>
  instanceType === null
    ? null
    : { use: kind === "endpoint" ? "hosting" : "training", instanceType };

/** What is billed with its price. On this machine nothing has one, and nobody is asked. */
export function usePricedRows(billed: Billed, isAccount: boolean) {
  const wanted = billed.map((row) => (isAccount ? priceQueryOf(row) : null));
  const { priceOf, problem } = usePrices(
    useTarget(),
    wanted.filter((one) => one !== null),
  );
  const rows = billed.map((row, at): PricedRow => {
    const query = wanted[at];
    const one = query ? priceOf(query) : null;
    const { instances } = row;
    return { ...row, hourly: one === null || instances === null ? null : one * instances };
  });
  return { rows, problem };
}
