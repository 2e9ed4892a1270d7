import "server-only";
import { accountIdOf } from "@/lib/aws/clients";
import type { Target } from "@/lib/aws/targets";
import { workspaceBucket } from "@/lib/domain/workspace";

/** SageMaker's default bucket of the target's account and region. */
export const bucketOf = async (target: Target): Promise<string> =>
  workspaceBucket(target.region, await accountIdOf(target));
