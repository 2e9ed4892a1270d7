import type { PutBucketCorsRequest } from "@aws-sdk/client-s3";
import * as z from "zod";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

const METHODS = ["GET", "PUT", "HEAD", "POST", "DELETE"];

const oneWildcard = z.string().refine((text) => text.split("*").length <= 2);

const rules = z
  .array(
    z.object({
      ID: z.string().max(255).optional(),
      AllowedHeaders: z.array(oneWildcard).optional(),
      AllowedMethods: z.array(z.string()).min(1),
      AllowedOrigins: z.array(oneWildcard).min(1),
      ExposeHeaders: z.array(z.string()).optional(),
      MaxAgeSeconds: z.number().int().min(0).optional(),
    }),
  )
  .min(1)
  .max(100);

export const putBucketCors =
  ({ buckets }: Pick<Storage, "buckets">): Operation<PutBucketCorsRequest, undefined> =>
  ({ Bucket = "", CORSConfiguration }) => {
    requireBucket(buckets, Bucket);
    const parsed = rules.safeParse(CORSConfiguration?.CORSRules);
    if (!parsed.success) {
      throw new AwsError(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
      );
    }
    const unknown = parsed.data
      .flatMap(({ AllowedMethods }) => AllowedMethods)
      .find((method) => !METHODS.includes(method));
    if (unknown !== undefined) {
      throw new AwsError(
        "InvalidRequest",
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
      );
    }
    buckets.setCors(Bucket, parsed.data);
    return undefined;
  };
