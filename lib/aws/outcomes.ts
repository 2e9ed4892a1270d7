import "server-only";
import { toAppError } from "./errors";

/** The answer of a call, or null where AWS says that what was asked for does not exist. */
export async function absent<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (toAppError(error).code === "NotFound") return null;
    throw error;
  }
}

/** S3's names for: it is no longer as you read it, somebody else writes it right now, it is gone. */
const CHANGED: readonly string[] = [
  "PreconditionFailed",
  "ConditionalRequestConflict",
  "NoSuchKey",
];

/** The answer of a call with a condition, or null where what it is about has changed meanwhile. */
export async function unlessChanged<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (CHANGED.includes(toAppError(error).facts.upstream?.code ?? "")) return null;
    throw error;
  }
}

/** Whether a create call made the thing, or met one that was there already. */
export async function createdOrExisted(call: Promise<unknown>): Promise<"created" | "existed"> {
  try {
    await call;
    return "created";
  } catch (error) {
    if (toAppError(error).code === "AlreadyExists") return "existed";
    throw error;
  }
}
