import type { S3DataSource } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../state/objects.ts";
import { parseS3Uri, type S3Location } from "../containers/s3-uri.ts";
import { DataFault } from "./data-fault.ts";
import type { DataFile } from "./data-file.ts";
import { manifestEntries } from "./manifest.ts";

/** An input of a training or a transform job: all objects below a prefix, or those a manifest names. */
export type DataLocation = Pick<S3DataSource, "S3Uri"> & {
  readonly S3DataType: S3DataSource["S3DataType"];
};

const PAGE = 1000;

/**
 * The objects of an input in the order of their keys, or of the manifest. Throws a DataFault when
 * there are none, or when the manifest is none or names what is not there.
 */
export async function* listDataFiles(
  objects: ObjectStore,
  { S3DataType, S3Uri = "" }: DataLocation,
): AsyncGenerator<DataFile> {
  const source = parseS3Uri(S3Uri);
  if (!source) throw new DataFault(`${S3Uri} is not an S3 URI.`);
  const files =
    S3DataType === "ManifestFile" ? manifestEntries(objects, source) : filesBelow(objects, source);
  let isEmpty = true;
  for await (const file of files) {
    isEmpty = false;
    yield file;
  }
  if (isEmpty)
    throw new DataFault(`No S3 objects found under S3 URL "${S3Uri}" given in input data source.`);
}

/**
 * Where an object lands for a prefix as SageMaker reads it: a key keeps the path it has below the
 * prefix's folder, and a single object's full key is its file name. Undefined for a folder marker.
 */
function pathBelow(prefix: string, key: string): string[] | undefined {
  if (key.endsWith("/")) return undefined;
  const inside = prefix !== "" && !prefix.endsWith("/") && key.startsWith(`${prefix}/`);
  const folder = inside ? `${prefix}/` : prefix.slice(0, prefix.lastIndexOf("/") + 1);
  return key.slice(folder.length).split("/");
}

function* filesBelow(
  objects: ObjectStore,
  { bucket, key: prefix }: S3Location,
): Generator<DataFile> {
  for (let after = ""; ; ) {
    const page = objects.list(bucket, { prefix, after, limit: PAGE });
    for (const { key } of page) {
      const path = pathBelow(prefix, key);
      if (path) yield { bucket, key, path };
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.key;
  }
}
