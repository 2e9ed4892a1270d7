import { AwsError } from "../../protocol/errors.ts";

/** SageMaker's faults, in its words. */
export const invalid = (message: string) => new AwsError("ValidationException", message);

export const notFound = (message: string) => new AwsError("ResourceNotFound", message);

export const conflict = (message: string) => new AwsError("ConflictException", message);

export const inUse = (message: string) => new AwsError("ResourceInUse", message);

/** For what SageMaker takes and the engine cannot do: better refused than silently left out. */
export const notImplemented = (sentence: string) => new AwsError("NotImplemented", sentence, 501);

/** One broken constraint that no schema can check, worded as the checked ones are. */
export const constraint = (value: string, place: string, rule: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${place}' failed to satisfy constraint: ${rule}`,
  );
