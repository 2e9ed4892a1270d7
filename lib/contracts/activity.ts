import * as z from "zod/mini";
import { ACTIVITY_OBJECTS, NOTED_KINDS } from "@/lib/domain/activity";
import { isoTime, stateKind } from "./common";

const activityEvent = z.object({
  object: z.enum(ACTIVITY_OBJECTS),
  name: z.string(),
  at: isoTime,
  word: z.string(),
  kind: stateKind,
  detail: z.nullable(z.string()),
  run: z.nullable(z.string()),
  about: z.nullable(z.enum(NOTED_KINDS)),
  by: z.nullable(z.string()),
});

export const activity = z.object({
  /** What moves by itself, longest first. */
  now: z.array(activityEvent),
  /** Newest first. */
  events: z.array(activityEvent),
  /** Actions that the credentials may not call, so that their events are missing. */
  denied: z.array(z.string()),
  /** True when a list has more than was read. */
  cut: z.boolean(),
});
export type Activity = z.infer<typeof activity>;
