import * as z from "zod";

export const groupName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[.\-_/#A-Za-z0-9]+$/);

export const streamName = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[^:*]*$/);

export const time = z.number().int().min(0);
