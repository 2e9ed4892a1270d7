import type { BucketStore, CorsRule } from "./state/buckets.ts";

/** What a dashboard on this machine needs to send and fetch objects straight from the browser. */
const DASHBOARD_RULE: CorsRule = {
  ID: "trainyard",
  AllowedOrigins: ["http://127.0.0.1:*", "http://localhost:*"],
  AllowedMethods: ["GET", "HEAD", "PUT"],
  AllowedHeaders: ["*"],
  MaxAgeSeconds: 3000,
};

/**
 * Makes SageMaker's default bucket when it is not there. Only a new bucket gets the dashboard's
 * CORS rule: a rule that somebody took away stays away.
 */
export function ensureWorkspaceBucket(buckets: BucketStore, region: string, accountId: string) {
  buckets.create(`sagemaker-${region}-${accountId}`, [DASHBOARD_RULE]);
}
