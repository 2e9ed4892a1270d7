import * as z from "zod/mini";
import { headerSetting } from "./columns";
import { isoTime } from "./common";

export const glanceQuery = z.object({
  /** The column that is to be predicted: some findings are about it. */
  label: z.optional(z.string().check(z.maxLength(1000))),
});

/** What a stored profile says in one line, and what it was made of. */
const datasetGlance = z.object({
  rows: z.number(),
  findings: z.number(),
  /** Bytes and number of its files, and how they were read: another dataset has another profile. */
  bytes: z.number(),
  files: z.number(),
  header: headerSetting,
  createdAt: isoTime,
  /** How the values of the column to predict are spread, as bars of counts; null without one. */
  spread: z.nullable(z.array(z.number())),
  /** Whether all bytes were read. */
  isWhole: z.boolean(),
});
export type DatasetGlance = z.infer<typeof datasetGlance>;

/** Null where there is no profile yet. */
export const glanceAnswer = z.object({ glance: z.nullable(datasetGlance) });
