import * as z from "zod/mini";
import { isoTime } from "./common";

/** `blocks`: something cannot be done at all; `limits`: there is a way around. */
export const doctorResult = z.enum(["ok", "limits", "blocks", "unknown"]);
export type DoctorResult = z.infer<typeof doctorResult>;

export const doctorCheck = z.object({
  id: z.string(),
  group: z.enum(["target", "machine"]),
  result: doctorResult,
  /** The state in a word: "Ready", "Missing". */
  word: z.string(),
  what: z.string(),
  /** What was found, in one line. */
  found: z.string(),
  /** What it makes possible. */
  means: z.string(),
  /** A line to copy that mends it; null where none is needed or known. */
  line: z.nullable(z.string()),
});
export type DoctorCheck = z.infer<typeof doctorCheck>;

export const doctorReport = z.object({ checkedAt: isoTime, checks: z.array(doctorCheck) });
export type DoctorReport = z.infer<typeof doctorReport>;
