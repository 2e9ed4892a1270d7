import { AwsError } from "../../protocol/errors.ts";

/** CloudWatch's faults, in its words. */
export const invalidValue = (message: string) => new AwsError("InvalidParameterValue", message);
export const invalidCombination = (message: string) =>
  new AwsError("InvalidParameterCombination", message);
export const invalidToken = () => new AwsError("InvalidNextToken", "The next token is not valid.");
