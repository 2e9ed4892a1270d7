import * as z from "zod/mini";
import { algorithmFile } from "./algorithm-file";
import { checkLine } from "./common";

/** What would be sent to this target, and what speaks against it. */
export const registrationCheck = z.object({
  /** The request with the account's own registry where it named none. */
  request: algorithmFile,
  /** Of single members, at their paths: `TrainingSpecification.MetricDefinitions.0.Regex`. */
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  checks: z.array(checkLine),
});
export type RegistrationCheck = z.infer<typeof registrationCheck>;

export const registeredImage = z.object({ name: z.string(), arn: z.string() });
