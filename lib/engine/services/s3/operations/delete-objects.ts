import type {
  DeletedObject,
  _Error as DeleteError,
  DeleteObjectsCommandOutput,
  DeleteObjectsRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { writeGuard } from "../conditions.ts";
import { requireCurrent } from "../versions.ts";

type Output = Pick<DeleteObjectsCommandOutput, "Deleted" | "Errors">;

/** Deletes up to 1000 objects; one that fails does not keep the others from being deleted. */
export const deleteObjects =
  ({
    buckets,
    table,
    blobs,
  }: Pick<Storage, "buckets" | "table" | "blobs">): Operation<DeleteObjectsRequest, Output> =>
  async ({ Bucket = "", Delete }) => {
    requireBucket(buckets, Bucket);
    const objects = Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > 1000) throw malformed();
    const failures: DeleteError[] = [];
    const deleted: DeletedObject[] = [];
    for (const { Key = "", ETag, VersionId } of objects) {
      const error = await failureOf(async () => {
        requireCurrent(VersionId);
        await blobs.remove(table.remove(Bucket, Key, writeGuard(Key, { IfMatch: ETag })));
      });
      if (error) failures.push({ Key, VersionId, Code: error.code, Message: error.message });
      else deleted.push({ Key });
    }
    return { Deleted: Delete?.Quiet ? undefined : deleted, Errors: failures };
  };

async function failureOf(work: () => Promise<void>): Promise<AwsError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

const malformed = (): AwsError =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
