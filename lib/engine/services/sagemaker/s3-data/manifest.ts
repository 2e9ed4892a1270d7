import { text } from "node:stream/consumers";
import * as z from "zod";
import type { ObjectStore } from "../../../state/objects.ts";
import { parseS3Uri, type S3Location, toS3Uri } from "../containers/s3-uri.ts";
import { DataFault } from "./data-fault.ts";
import type { DataFile } from "./data-file.ts";

/** `[{"prefix": "s3://bucket/some/prefix/"}, "relative/path/one", …]`, in the words of S3DataSource. */
const manifest = z.tuple([z.object({ prefix: z.string() })], z.string().min(1));

/** About a million entries; it is read as a whole. */
const LARGEST_BYTES = 128 * 1024 * 1024;

/** The objects that a manifest names, each of which must be there. */
export async function* manifestEntries(
  objects: ObjectStore,
  location: S3Location,
): AsyncGenerator<DataFile> {
  const [{ prefix }, ...names] = await readManifest(objects, location);
  const base = parseS3Uri(prefix);
  if (!base)
    throw broken(location, `its prefix ${JSON.stringify(prefix)} is not of the form s3://bucket/…`);
  const folder = base.key.lastIndexOf("/") + 1;
  for (const name of names) {
    const file = { bucket: base.bucket, key: base.key + name };
    if (!objects.head(file.bucket, file.key))
      throw new DataFault(
        `NoSuchKey (404): The manifest ${toS3Uri(location)} names ${toS3Uri(file)}, which does not exist.`,
      );
    yield { ...file, path: file.key.slice(folder).split("/") };
  }
}

async function readManifest(objects: ObjectStore, location: S3Location) {
  const found = objects.head(location.bucket, location.key);
  if (!found)
    throw new DataFault(`NoSuchKey (404): The manifest ${toS3Uri(location)} does not exist.`);
  if (found.size > LARGEST_BYTES)
    throw broken(location, `it has ${found.size} bytes, and may have ${LARGEST_BYTES}`);
  const written = await text(objects.open(location.bucket, location.key));
  const read = manifest.safeParse(parseJson(written, location));
  if (read.success) return read.data;
  throw broken(
    location,
    'it must be a JSON array whose first element is {"prefix": "s3://bucket/…"} and whose others are names',
  );
}

function parseJson(written: string, location: S3Location): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    throw broken(location, `it is not JSON (${(error as Error).message})`);
  }
}

const broken = (location: S3Location, why: string) =>
  new DataFault(`The manifest ${toS3Uri(location)} cannot be read: ${why}.`);
