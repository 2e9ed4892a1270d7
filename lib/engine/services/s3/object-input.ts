import { AwsError } from "../../protocol/errors.ts";
import type { ObjectHeaders } from "../../state/object-table.ts";
import { DEFAULT_CONTENT_TYPE } from "../../state/objects.ts";

/** The members by which PutObject, CopyObject and CreateMultipartUpload describe an object. */
interface ObjectDescription {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly Expires?: Date | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
}

/** S3's limit for names and values of user metadata together. */
const METADATA_LIMIT = 2048;

/** What is kept of an object beside its bytes. */
export function describedObject(input: ObjectDescription): {
  contentType: string;
  metadata: Readonly<Record<string, string>>;
  headers: ObjectHeaders;
} {
  const metadata = input.Metadata ?? {};
  const size = Object.entries(metadata).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > METADATA_LIMIT) {
    throw new AwsError(
      "MetadataTooLarge",
      "Your metadata headers exceed the maximum allowed metadata size",
      400,
      { Size: size, MaxSizeAllowed: METADATA_LIMIT },
    );
  }
  return {
    contentType: input.ContentType ?? DEFAULT_CONTENT_TYPE,
    metadata,
    headers: {
      cacheControl: input.CacheControl,
      contentDisposition: input.ContentDisposition,
      contentEncoding: storedEncoding(input.ContentEncoding),
      contentLanguage: input.ContentLanguage,
      expires: input.Expires?.toUTCString(),
    },
  };
}

/** `aws-chunked` says how the request travelled, not what the object is. */
function storedEncoding(encoding: string | undefined): string | undefined {
  const kept = encoding
    ?.split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "aws-chunked")
    .join(",");
  return kept === "" ? undefined : kept;
}
