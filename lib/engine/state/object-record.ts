/** One object of a bucket, without its bytes. */
export interface ObjectRecord {
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes: MD5 in hex, or `<md5 of md5s>-<parts>`. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}
