import type { Readable } from "node:stream";
import type { GetObjectRequest, HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import type { Storage } from "../../../state/storage.ts";
import { readOutput, requestedRange } from "../object-output.ts";
import { readableObject } from "../read-object.ts";

type Output = Omit<HeadObjectCommandOutput, "$metadata"> & { readonly Body: Readable };

export const getObject =
  (storage: Storage): Operation<GetObjectRequest, Output> =>
  (input) => {
    const object = readableObject(storage, input);
    const range = requestedRange(object, input);
    const { start, end } = range ?? { start: 0, end: object.size - 1 };
    const segments = storage.table.segments(object.bucket, object.key);
    return {
      ...readOutput(object, input, range),
      Body: storage.blobs.read(segments, start, end),
    };
  };
