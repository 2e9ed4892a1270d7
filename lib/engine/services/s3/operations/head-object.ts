import type { HeadObjectCommandOutput, HeadObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import type { Storage } from "../../../state/storage.ts";
import { readOutput, requestedRange } from "../object-output.ts";
import { readableObject } from "../read-object.ts";

export const headObject =
  (
    storage: Pick<Storage, "buckets" | "table">,
  ): Operation<HeadObjectRequest, Omit<HeadObjectCommandOutput, "$metadata">> =>
  (input) => {
    const object = readableObject(storage, input);
    return readOutput(object, input, requestedRange(object, input));
  };
