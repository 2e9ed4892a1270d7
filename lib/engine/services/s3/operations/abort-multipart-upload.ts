import type { AbortMultipartUploadRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import type { Storage } from "../../../state/storage.ts";
import { requireUpload } from "../require-upload.ts";

export const abortMultipartUpload =
  (
    storage: Pick<Storage, "buckets" | "uploads" | "blobs">,
  ): Operation<AbortMultipartUploadRequest, undefined> =>
  async (input) => {
    const upload = requireUpload(storage, input);
    await storage.blobs.remove(storage.uploads.remove(upload.id));
    return undefined;
  };
