"use client";
import { usePrices } from "@/lib/client/prices";
import { useTarget } from "@/lib/client/target-context";
import type { PriceQuery } from "@/lib/contracts/prices";
import { costOfMonth } from "@/lib/domain/costs";
import { formatDollars, formatHourly } from "@/lib/domain/format";
import { isInstanceType } from "@/lib/domain/names";
import { priceWords as words } from "@/lib/words/prices";

export interface InstanceCostProps extends PriceQuery {
  /** Nothing is said of none. */
  readonly instances: number;
  /** After how many hours they are stopped; without it they are paid for until they are deleted. */
  readonly hours?: number;
}

/** What instances will cost, said before they are started; nothing where they are free. */
export function InstanceCost({ use, instanceType, instances, hours }: InstanceCostProps) {
  const wanted = { use, instanceType };
  const isType = isInstanceType(instanceType);
  const { priceOf, problem, isSettled } = usePrices(useTarget(), isType ? [wanted] : []);
  const one = priceOf(wanted);
  if (one === null) {
    return isType && isSettled ? (
      <p className="text-ink-3">{words.unknownCost(problem?.message)}</p>
    ) : null;
  }
  if (one === 0 || instances === 0) return null;
  const hourly = one * instances;
  const most = hours === undefined ? costOfMonth(hourly) : hourly * hours;
  return (
    <p className="text-ink-3">
      <strong className="font-medium text-ink">
        {hours === undefined
          ? words.anHour(formatHourly(hourly))
          : words.atMost(formatDollars(most))}
      </strong>
      {" · "}
      {hours === undefined
        ? words.untilDeleted(formatDollars(most))
        : words.whileRunning(formatHourly(hourly))}
    </p>
  );
}
