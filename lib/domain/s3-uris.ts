export interface S3Location {
  readonly bucket: string;
  /** An object's key or a prefix; the empty string is the whole bucket. */
  readonly key: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reads `s3://bucket/key`; null when it is not one. Keys may hold anything, `?` and `#` too. */
export function parseS3Uri(uri: string): S3Location | null {
  if (!uri.startsWith("s3://")) return null;
  const rest = uri.slice("s3://".length);
  const slash = rest.indexOf("/");
  const bucket = slash === -1 ? rest : rest.slice(0, slash);
  if (!BUCKET.test(bucket)) return null;
  return { bucket, key: slash === -1 ? "" : rest.slice(slash + 1) };
}

export const s3Uri = ({ bucket, key }: S3Location): string => `s3://${bucket}/${key}`;
