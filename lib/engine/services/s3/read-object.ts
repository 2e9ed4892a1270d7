import type { GetObjectRequest } from "@aws-sdk/client-s3";
import type { StoredObject } from "../../state/object-table.ts";
import { noSuchKey, requireBucket } from "../../state/objects.ts";
import type { Storage } from "../../state/storage.ts";
import { checkReadConditions, type ReadConditions } from "./conditions.ts";
import { requireCurrent } from "./versions.ts";

/** The object that a read names, when its conditions hold. */
export function readableObject(
  { buckets, table }: Pick<Storage, "buckets" | "table">,
  input: ReadConditions & Pick<GetObjectRequest, "Bucket" | "Key" | "VersionId">,
): StoredObject {
  const { Bucket = "", Key = "" } = input;
  requireBucket(buckets, Bucket);
  requireCurrent(input.VersionId);
  const object = table.get(Bucket, Key);
  if (!object) throw noSuchKey(Key);
  checkReadConditions(object, input);
  return object;
}
