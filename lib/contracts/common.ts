import * as z from "zod/mini";
import { isDatasetName, isInstanceType, isResourceName } from "@/lib/domain/names";
import { parseS3Uri } from "@/lib/domain/s3-uris";

/** ISO-8601 UTC, as every time on our wire is. */
export const isoTime = z.iso.datetime();
export const nullableTime = z.nullable(isoTime);

/** The name of a training job, model, endpoint configuration or endpoint. */
export const resourceName = z
  .string()
  .check(
    z.refine(
      isResourceName,
      "Use 1 to 63 letters, digits and hyphens, beginning and ending with a letter or digit.",
    ),
  );

export const datasetName = z
  .string()
  .check(
    z.refine(
      isDatasetName,
      "Use 1 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit.",
    ),
  );

export const s3UriText = z.string().check(
  z.maxLength(1024),
  z.refine((uri) => parseS3Uri(uri) !== null, "Use the form s3://bucket/prefix."),
);

export const roleArn = z
  .string()
  .check(
    z.maxLength(2048),
    z.regex(
      /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      "Use a role's ARN: arn:aws:iam::<account>:role/<name>.",
    ),
  );

export const instanceType = z
  .string()
  .check(z.refine(isInstanceType, "Use an instance type like ml.m5.large."));

/** Opaque: AWS's NextToken or an S3 continuation, returned as it came. */
export const cursor = z.string().check(z.minLength(1), z.maxLength(8192));

/** One page of a list; `nextCursor` is null on the last one. */
export const pageOf = <T extends z.core.$ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });

/** Query strings hold text only. */
export const pageQuery = {
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
};

export const stateKind = z.enum(["well", "moving", "partial", "failed", "stopped", "unknown"]);

/** A presigned S3 address; it stops working at `expiresAt`. */
export const signedUrl = z.object({ url: z.string(), expiresAt: isoTime });
export type SignedUrl = z.infer<typeof signedUrl>;

/** One line of a list of checks. `warn` never stops anything, `fail` does. */
export const checkLine = z.object({
  id: z.string(),
  result: z.enum(["ok", "warn", "fail"]),
  statement: z.string(),
  /** Cause or fix in one sentence. */
  detail: z.nullable(z.string()),
});
export type CheckLine = z.infer<typeof checkLine>;

/** The answer of what has nothing to say: 204. */
export const noContent = z.undefined();
