import * as z from "zod/mini";
import { instanceType } from "./common";

export const priceQuery = z.object({ use: z.enum(["training", "hosting"]), instanceType });
export type PriceQuery = z.infer<typeof priceQuery>;

/** What one instance costs an hour, US dollars: 0 on this machine, null where AWS lists none. */
export const price = z.object({ hourly: z.nullable(z.number()) });
export type Price = z.infer<typeof price>;
