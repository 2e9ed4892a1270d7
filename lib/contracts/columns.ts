import * as z from "zod/mini";
import { DELIMITERS } from "@/lib/domain/delimiters";

export const columnType = z.enum(["number", "integer", "category", "text", "time", "id"]);
export const headerSetting = z.enum(["present", "absent"]);
export const delimiter = z.enum(DELIMITERS);

export const columnSummary = z.object({
  name: z.string(),
  type: columnType,
  /** Rows without a value, among the rows that were read. */
  missing: z.number(),
  /** Different values among the rows that were read. */
  distinct: z.number(),
  min: z.nullable(z.number()),
  max: z.nullable(z.number()),
  /** A few values as they stand in the file, most frequent first. */
  examples: z.array(z.string()),
});
