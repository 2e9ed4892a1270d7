import "server-only";
import { GetProductsCommand } from "@aws-sdk/client-pricing";
import { partition } from "@aws-sdk/core/client";
import { AppError } from "@/lib/domain/app-error";
import { problemSentences } from "@/lib/words/problems";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

/** Partitions of which no price list is served. */
const WITHOUT_PRICES = /^aws-(us-gov|iso)/;

/** What an instance is paid for; the price list has a price for each. */
export type InstanceUse = "training" | "hosting";

const COMPONENTS: Readonly<Record<InstanceUse, string>> = {
  training: "Training",
  hosting: "Hosting",
};

/** The members of one entry of the price list that matter here; AWS sends it as text. */
interface Product {
  readonly terms?: {
    readonly OnDemand?: Readonly<
      Record<string, { readonly priceDimensions?: Readonly<Record<string, Dimension>> }>
    >;
  };
}

interface Dimension {
  readonly unit?: string;
  readonly pricePerUnit?: { readonly USD?: string };
}

/** Hourly prices of a product; quotas and free tiers stand in the list as prices of nothing. */
function hourlyPrices({ terms }: Product): number[] {
  return Object.values(terms?.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions ?? {}))
    .filter(({ unit }) => /^h(ou)?rs?$/i.test(unit ?? ""))
    .map(({ pricePerUnit }) => Number(pricePerUnit?.USD))
    .filter((price) => price > 0);
}

/**
 * The list price of one instance in the target's region, on demand, US dollars an hour; null where
 * the list has none in that currency. Of several prices the highest, so that nobody pays more than
 * was said. Discounts of the account are not in the list.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
 */
export async function listPrice(
  target: Target,
  use: InstanceUse,
  instanceType: string,
): Promise<number | null> {
  const { name } = partition(target.region);
  if (WITHOUT_PRICES.test(name)) {
    const { noPriceList: detail, askForPrices: fix } = problemSentences;
    throw new AppError("NotImplemented", { detail: detail(name), fix });
  }
  const { PriceList } = await clientsFor(target).pricing.send(
    new GetProductsCommand({
      ServiceCode: "AmazonSageMaker",
      Filters: [
        ["instanceName", instanceType],
        ["component", COMPONENTS[use]],
        ["regionCode", target.region],
      ].map(([Field, Value]) => ({ Type: "TERM_MATCH" as const, Field, Value })),
      MaxResults: 100,
    }),
  );
  const prices = (PriceList ?? []).flatMap((entry: unknown) =>
    hourlyPrices(JSON.parse(String(entry))),
  );
  return prices.length === 0 ? null : Math.max(...prices);
}
