import "server-only";
import {
  addCorsRule,
  bucketExists,
  CORS_RULE,
  ensureBucket,
  hasCorsRule,
} from "@/lib/aws/s3-buckets";
import type { Target } from "@/lib/aws/targets";
import type { CorsStatus } from "@/lib/contracts/datasets";
import { bucketOf } from "./workspace";

/** Whether the pages may send parts to the bucket, and the rule that lets them. */
export async function corsStatus(target: Target): Promise<CorsStatus> {
  const bucket = await bucketOf(target);
  const exists = await bucketExists(target, bucket);
  return {
    bucket,
    bucketExists: exists,
    ruleExists: exists && (await hasCorsRule(target, bucket)),
    rule: JSON.stringify([CORS_RULE], null, 2),
  };
}

/** Makes the bucket where it is absent and adds the rule; rules of others are kept. */
export async function allowUploads(target: Target): Promise<CorsStatus> {
  const bucket = await bucketOf(target);
  await ensureBucket(target, bucket);
  await addCorsRule(target, bucket);
  return corsStatus(target);
}
