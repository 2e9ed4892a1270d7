import "server-only";
import type { S3Client } from "@aws-sdk/client-s3";
import type { HandlerExecutionContext } from "@smithy/types";
import { AppError } from "@/lib/domain/app-error";
import { problemSentences } from "@/lib/words/problems";
import { actionOf } from "./actions";

/** What an error of the SDK has beside its name. */
interface Answered extends Error {
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What could not be done, by the error that said so. */
const actions = new WeakMap<Error, string>();

/** The action of IAM that a failed call of S3 needed; null for any other error. */
export const neededAction = (error: Error): string | null => actions.get(error) ?? null;

/** A status alone, which the SDK makes up a name for. */
const isNameless = (error: Error): boolean => /^(400|403|Unknown)/.test(error.name);

const operationOf = ({ commandName = "" }: HandlerExecutionContext): string =>
  commandName.replace(/Command$/, "");

/** S3 names the bucket's region wherever it refuses for being asked in another one. */
function requireRegion({ $response }: Answered, region: string): void {
  const found = $response?.headers?.["x-amz-bucket-region"];
  if (found === undefined || found === region) return;
  const { bucketIn, targetIn } = problemSentences;
  throw new AppError("Conflict", { detail: bucketIn(found, region), fix: targetIn(found) });
}

/**
 * Says more of a refusal than S3 does: which action "Access Denied" is about, and where the bucket
 * is. A HEAD is refused with a status alone, so the session is looked at, which may be the reason.
 * @param confirmSession asks what everybody may ask, and throws what ails the session
 */
export function nameFaults(client: S3Client, confirmSession: () => Promise<unknown>): S3Client {
  const explain = async (error: Error, operation: string): Promise<void> => {
    requireRegion(error, await client.config.region());
    if (operation.startsWith("Head") && isNameless(error)) await confirmSession();
    actions.set(error, actionOf(client.config.serviceId, operation));
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error) await explain(error, operationOf(context));
        throw error;
      }
    },
    { step: "initialize", priority: "high", name: "nameFault" },
  );
  return client;
}
