import * as z from "zod";
import type { SageMakerContext } from "../context.ts";
import { notFound } from "../faults.ts";
import type { TuningJob } from "./tuning-job.ts";

/** Training jobs add a number and eight digits to it, so that it is shorter than other names. */
export const tuningJobName = z
  .string()
  .min(1)
  .max(32, { abort: true })
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/);

export function requireTuning(
  { tunings }: Pick<SageMakerContext, "tunings">,
  name: string,
): TuningJob {
  const job = tunings.get(name);
  if (!job) throw notFound(`Amazon SageMaker can't find a tuning job with the name ${name}.`);
  return job;
}
