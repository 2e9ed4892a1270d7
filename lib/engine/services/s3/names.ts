import { AwsError } from "../../protocol/errors.ts";

/** S3's rules for bucket names (S3 user guide, "General purpose bucket naming rules"). */
export function checkBucketName(name: string): void {
  const isValid =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
  if (isValid) return;
  throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", 400, {
    BucketName: name,
  });
}

const KEY_LIMIT = 1024;

/** Keys are any text of at most 1024 bytes of UTF-8. */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= KEY_LIMIT) return;
  throw new AwsError("KeyTooLongError", "Your key is too long", 400, {
    Size: size,
    MaxSizeAllowed: KEY_LIMIT,
  });
}

/** S3's answers carry ETags in quotes. */
export const quoted = (etag: string): string => `"${etag}"`;

export const unquoted = (etag: string): string => etag.trim().replace(/^"(.*)"$/, "$1");

/** With `encoding-type=url`, keys travel percent-encoded, so that every character survives XML. */
export function keyEncoder(encodingType: string | undefined): (key: string) => string {
  if (encodingType === undefined) return (key) => key;
  if (encodingType !== "url") {
    throw new AwsError("InvalidArgument", "Invalid Encoding Method specified in Request", 400, {
      ArgumentName: "encoding-type",
      ArgumentValue: encodingType,
    });
  }
  return (key) =>
    encodeURIComponent(key)
      .replaceAll("%20", "+")
      .replaceAll("%2F", "/")
      .replace(/[!'()]/g, (character) => {
        return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
      });
}

/** A page size as S3 reads it: at most 1000, which is also the default. */
export function pageSize(asked: number | undefined, argument: string): number {
  if (asked === undefined) return 1000;
  if (Number.isInteger(asked) && asked >= 0 && asked < 2 ** 31) return Math.min(asked, 1000);
  throw new AwsError(
    "InvalidArgument",
    `Argument ${argument} must be an integer between 0 and 2147483647`,
    400,
    { ArgumentName: argument, ArgumentValue: String(asked) },
  );
}
