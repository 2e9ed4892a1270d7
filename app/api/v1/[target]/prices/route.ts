import { priceQuery } from "@/lib/contracts/prices";
import { getPrice } from "@/lib/server/prices";
import { route } from "@/lib/server/route";

export const GET = route({ query: priceQuery }, ({ target, query }) => getPrice(target, query));
