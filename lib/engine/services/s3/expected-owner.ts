import { AwsError } from "../../protocol/errors.ts";
import type { Call, ServedOperation } from "../../protocol/operation.ts";

interface OwnerExpectation {
  readonly ExpectedBucketOwner?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** Refuses, before anything else, a request that takes the bucket for another account's. */
export function forExpectedOwner({ handle, ...rest }: ServedOperation): ServedOperation {
  return {
    ...rest,
    handle: (input: OwnerExpectation, call: Call) => {
      const expected = [input.ExpectedBucketOwner, input.ExpectedSourceBucketOwner];
      if (expected.some((owner) => owner !== undefined && owner !== call.accountId))
        throw new AwsError("AccessDenied", "Access Denied", 403);
      return handle(input as never, call);
    },
  };
}
