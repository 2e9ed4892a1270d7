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

/** `allowed` for the parts of one page, which remembers what was denied. */
export class AllowedParts {
  readonly #denied = new Set<string>();

  /** The actions of IAM that were missing, sorted. */
  get denied(): string[] {
    return [...this.#denied].sort();
  }

  /** The answer of a call, or what stands for it where the credentials may not make it. */
  async of<T, E>(call: Promise<T>, otherwise: E): Promise<T | E> {
    try {
      return await call;
    } catch (error) {
      const { code, facts } = toAppError(error);
      if (code !== "AccessDenied" || facts.action === undefined) throw error;
      this.#denied.add(facts.action);
      return otherwise;
    }
  }
}
