export interface S3Location {
  readonly bucket: string;
  /** A key or a prefix; may be empty. */
  readonly key: string;
}

const S3_URI = /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<key>.*))?$/s;

/** Parses `s3://bucket/key`; undefined for anything else. */
export function parseS3Uri(uri: string): S3Location | undefined {
  const groups = S3_URI.exec(uri)?.groups;
  return groups && { bucket: groups["bucket"] ?? "", key: groups["key"] ?? "" };
}

/** The location `segments` below another, with one slash between them. */
export function s3Below({ bucket, key }: S3Location, ...segments: string[]): S3Location {
  const base = key.replace(/\/+$/, "");
  return { bucket, key: [...(base === "" ? [] : [base]), ...segments].join("/") };
}

export function toS3Uri({ bucket, key }: S3Location): string {
  return `s3://${bucket}/${key}`;
}
