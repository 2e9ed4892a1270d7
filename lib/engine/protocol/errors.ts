/**
 * A fault that the client is told about, in AWS's words.
 * `code` is the error's name on the wire, `status` the HTTP status.
 */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further members of the error's shape, e.g. ModelError's OriginalStatusCode. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = code;
  }
}
