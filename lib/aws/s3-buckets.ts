import "server-only";
import {
  type BucketLocationConstraint,
  type CORSRule,
  CreateBucketCommand,
  GetBucketCorsCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
} from "@aws-sdk/client-s3";
import { AppError } from "@/lib/domain/app-error";
import { problemSentences } from "@/lib/words/problems";
import { accountIdOf, clientsFor } from "./clients";
import { toAppError } from "./errors";
import { absent, createdOrExisted } from "./outcomes";
import type { Target } from "./targets";

/**
 * Lets the pages of this machine exchange parts and results with the bucket directly. S3 allows
 * one `*` in an origin, so every port is covered and no other host.
 */
export const CORS_RULE = {
  ID: "trainyard",
  AllowedOrigins: ["http://127.0.0.1:*", "http://localhost:*"],
  AllowedMethods: ["GET", "HEAD", "PUT"],
  AllowedHeaders: ["*"],
  MaxAgeSeconds: 3000,
} satisfies CORSRule;

/**
 * Whether the account has the bucket. Its name can be guessed, so somebody else may have made one
 * of that name first: S3 refuses (AccessDenied) when the owner is not `target`'s own account.
 */
export async function bucketExists(target: Target, bucket: string): Promise<boolean> {
  const ExpectedBucketOwner = await accountIdOf(target);
  const head = new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner });
  const answer = clientsFor(target)
    .s3.send(head)
    .catch((error: unknown) => {
      throw isRefused(error) ? notOurs(bucket, error) : error;
    });
  return (await absent(answer)) !== null;
}

const isRefused = (error: unknown): boolean => toAppError(error).code === "AccessDenied";

/** Both are answered alike. */
const notOurs = (bucket: string, cause: unknown) =>
  new AppError("AccessDenied", {
    detail: problemSentences.bucketOfOthers(bucket),
    fix: problemSentences.mendBucket,
    action: "s3:ListBucket",
    cause,
  });

/** us-east-1 is the one region that must not be named: it is S3's default. */
const locationOf = (region: string) =>
  region === "us-east-1"
    ? {}
    : {
        CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
      };

/**
 * Makes the bucket where it is absent. It is looked for first: in us-east-1, creating a bucket
 * that one has resets its access control list, and who may upload need not be allowed to create.
 */
export async function ensureBucket(target: Target, bucket: string): Promise<"created" | "existed"> {
  if (await bucketExists(target, bucket)) return "existed";
  const create = new CreateBucketCommand({ Bucket: bucket, ...locationOf(target.region) });
  return createdOrExisted(clientsFor(target).s3.send(create));
}

async function corsRules(target: Target, bucket: string): Promise<readonly CORSRule[]> {
  try {
    const answer = await clientsFor(target).s3.send(new GetBucketCorsCommand({ Bucket: bucket }));
    return answer.CORSRules ?? [];
  } catch (error) {
    // A bucket without any rule answers with an error of its own name.
    if (error instanceof Error && error.name === "NoSuchCORSConfiguration") return [];
    throw error;
  }
}

const covers = (has: readonly string[] | undefined, needs: readonly string[]): boolean =>
  needs.every((one) => has?.includes(one) || has?.includes("*"));

/** Whether some rule of the bucket, ours or another's, lets the pages upload. */
export async function hasCorsRule(target: Target, bucket: string): Promise<boolean> {
  const rules = await corsRules(target, bucket);
  return rules.some(
    (rule) =>
      covers(rule.AllowedOrigins, CORS_RULE.AllowedOrigins) &&
      covers(rule.AllowedMethods, CORS_RULE.AllowedMethods) &&
      covers(rule.AllowedHeaders, CORS_RULE.AllowedHeaders),
  );
}

/** Adds our rule, or renews it; the rules of others stay as they are. */
export async function addCorsRule(target: Target, bucket: string): Promise<void> {
  const others = (await corsRules(target, bucket)).filter(({ ID }) => ID !== CORS_RULE.ID);
  await clientsFor(target).s3.send(
    new PutBucketCorsCommand({
      Bucket: bucket,
      CORSConfiguration: { CORSRules: [...others, CORS_RULE] },
    }),
  );
}
