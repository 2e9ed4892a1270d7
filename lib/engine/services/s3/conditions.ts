import { AwsError } from "../../protocol/errors.ts";
import type { StoredObject } from "../../state/object-table.ts";
import { noSuchKey } from "../../state/objects.ts";
import { unquoted } from "./names.ts";

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

const preconditionFailed = (condition: string): AwsError =>
  new AwsError(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    412,
    { Condition: condition },
  );

/** RFC 9110, section 13.2.2: what fails and what is "not modified", ETags before dates. */
export function checkReadConditions(object: StoredObject, conditions: ReadConditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  // HTTP dates have whole seconds.
  const modified = Math.floor(object.lastModified.getTime() / 1000) * 1000;
  if (IfMatch !== undefined) {
    if (!matches(object, IfMatch)) throw preconditionFailed("If-Match");
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince.getTime()) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  const isUnchanged =
    IfNoneMatch === undefined
      ? IfModifiedSince !== undefined && modified <= IfModifiedSince.getTime()
      : matches(object, IfNoneMatch);
  if (isUnchanged) throw new AwsError("NotModified", "Not Modified", 304);
}

/** The conditions of CopyObject on its source, for which "not modified" is a failure too. */
export function checkCopyConditions(object: StoredObject, conditions: ReadConditions): void {
  try {
    checkReadConditions(object, conditions);
  } catch (error) {
    const isUnchanged = error instanceof AwsError && error.status === 304;
    throw isUnchanged ? preconditionFailed("x-amz-copy-source-If-None-Match") : error;
  }
}

export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** Refuses a write over an object that is not the expected one; runs inside the write's transaction. */
export function writeGuard(key: string, { IfMatch, IfNoneMatch }: WriteConditions) {
  return (present: StoredObject | undefined): void => {
    if (IfNoneMatch !== undefined && present && matches(present, IfNoneMatch)) {
      throw preconditionFailed("If-None-Match");
    }
    if (IfMatch === undefined) return;
    if (!present) throw noSuchKey(key);
    if (!matches(present, IfMatch)) throw preconditionFailed("If-Match");
  };
}

function matches({ etag }: StoredObject, condition: string): boolean {
  const given = condition.split(",").map(unquoted);
  return given.includes("*") || given.includes(etag);
}
