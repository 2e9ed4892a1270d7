import "server-only";
import { listPrice } from "@/lib/aws/pricing";
import type { Target } from "@/lib/aws/targets";
import type { Price, PriceQuery } from "@/lib/contracts/prices";
import { boundedCache } from "./bounded-cache";

const DAY_MS = 24 * 3600 * 1000;
const known = () => boundedCache<number | null>("prices.listed", 1000);

/** What an instance of the target costs an hour; AWS is asked once a day for each. */
export async function getPrice(target: Target, { use, instanceType }: PriceQuery): Promise<Price> {
  if (target.onThisMachine) return { hourly: 0 };
  const today = Math.floor(Date.now() / DAY_MS);
  const key = `${target.name} ${use} ${instanceType} ${today}`;
  return { hourly: await known().get(key, () => listPrice(target, use, instanceType)) };
}
