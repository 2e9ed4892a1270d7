import "server-only";
import { toAppError } from "@/lib/aws/errors";

/** The answer of a call, or null where the credentials may not make it. */
export async function allowed<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (toAppError(error).code === "AccessDenied") return null;
    throw error;
  }
}
