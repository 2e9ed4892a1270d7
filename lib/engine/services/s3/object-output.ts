import type { HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import { AwsError } from "../../protocol/errors.ts";
import type { StoredObject } from "../../state/object-table.ts";
import { checksumMembers } from "./digests.ts";
import { quoted } from "./names.ts";

/** What GetObject and HeadObject both take. */
export interface ReadInput {
  readonly Range?: string | undefined;
  readonly PartNumber?: number | undefined;
  readonly ChecksumMode?: string | undefined;
  readonly ResponseCacheControl?: string | undefined;
  readonly ResponseContentDisposition?: string | undefined;
  readonly ResponseContentEncoding?: string | undefined;
  readonly ResponseContentLanguage?: string | undefined;
  readonly ResponseContentType?: string | undefined;
  readonly ResponseExpires?: Date | undefined;
}

/** Inclusive byte positions. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The bytes asked for; undefined for all of them. Throws InvalidRange. */
export function requestedRange(object: StoredObject, input: ReadInput): ByteRange | undefined {
  if (input.PartNumber !== undefined) return partRange(object, input.PartNumber);
  if (input.Range === undefined) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(input.Range.trim());
  // RFC 9110: a range in other units, or several at once, may be ignored; S3 does so.
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const [, first = "", last = ""] = match;
  const end =
    first === "" || last === "" ? object.size - 1 : Math.min(Number(last), object.size - 1);
  const start = first === "" ? Math.max(object.size - Number(last), 0) : Number(first);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  if (start > end) {
    throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416, {
      RangeRequested: input.Range,
      ActualObjectSize: object.size,
    });
  }
  return { start, end };
}

function partRange(object: StoredObject, number: number): ByteRange {
  const parts = object.parts ?? [{ number: 1, size: object.size }];
  const index = number - 1;
  const part = parts[index];
  if (!part) {
    throw new AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", 416);
  }
  const start = parts.slice(0, index).reduce((sum, { size }) => sum + size, 0);
  return { start, end: start + part.size - 1 };
}

/** The headers of an answer to GetObject or HeadObject. */
export function readOutput(
  object: StoredObject,
  input: ReadInput,
  range: ByteRange | undefined,
): Omit<HeadObjectCommandOutput, "$metadata"> {
  const { size, headers } = object;
  const length = range ? range.end - range.start + 1 : size;
  const wantsChecksum = input.ChecksumMode === "ENABLED" && range === undefined;
  return {
    AcceptRanges: "bytes",
    ContentLength: length,
    ETag: quoted(object.etag),
    LastModified: object.lastModified,
    ContentType: input.ResponseContentType ?? object.contentType,
    CacheControl: input.ResponseCacheControl ?? headers.cacheControl,
    ContentDisposition: input.ResponseContentDisposition ?? headers.contentDisposition,
    ContentEncoding: input.ResponseContentEncoding ?? headers.contentEncoding,
    ContentLanguage: input.ResponseContentLanguage ?? headers.contentLanguage,
    Metadata: headerMetadata(object),
    ...expiryOf(object, input),
    ...(range ? { ContentRange: `bytes ${range.start}-${range.end}/${size}` } : {}),
    ...(input.PartNumber !== undefined && object.parts ? { PartsCount: object.parts.length } : {}),
    ...(wantsChecksum ? checksumMembers(object.checksum) : {}),
  };
}

/** Values outside ASCII leave as encoded words (RFC 2047), as S3 sends them. */
function headerMetadata({ metadata }: StoredObject): Record<string, string> {
  const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text);
  const encoded = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
  return Object.fromEntries(
    Object.entries(metadata).map(([name, text]) => [name, isPlain(text) ? text : encoded(text)]),
  );
}

function expiryOf({ headers }: StoredObject, { ResponseExpires }: ReadInput) {
  const text = ResponseExpires?.toUTCString() ?? headers.expires;
  return text === undefined ? {} : { Expires: new Date(text) };
}
