import type { ZodMiniType } from "zod/mini";
import type { Problem } from "@/lib/contracts/problem";
import { common } from "@/lib/words/common";
import { noteProblem } from "./target-faults";

/**
 * Brings the contract of an answer. It loads while the answer is on its way, so that no page waits
 * for the contracts before it can be used.
 */
export type Contract<T> = () => Promise<ZodMiniType<T>>;

/** What the API answered instead of what was asked for, or that nobody answered. */
export class ApiError extends Error {
  /** Null when there was no answer in the API's form: the dashboard itself is not there. */
  readonly problem: Problem | null;

  constructor(message: string, known: Problem | null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ApiError";
    this.problem = known;
  }
}

async function toError(response: Response): Promise<ApiError> {
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON, therefore not from our API; the status below is all there is to say.
  }
  const { problem } = await import("@/lib/contracts/problem");
  const known = problem.safeParse(body);
  if (known.success) {
    noteProblem(known.data);
    return new ApiError(known.data.detail, known.data);
  }
  return new ApiError(`HTTP ${response.status} ${response.statusText}`, null);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(common.failure.silent, null, cause);
  }
  if (!response.ok) throw await toError(response);
  return response;
}

/**
 * Asks, and reads the answer by its contract. What went wrong with the question comes first.
 * @throws ApiError; whatever the contract throws when the answer is not what it says.
 */
async function askFor<T>(url: string, contract: Contract<T>, init: RequestInit): Promise<T> {
  const loading = contract();
  loading.catch(() => {});
  const response = await ask(url, init);
  const body: unknown = response.status === 204 ? undefined : await response.json();
  return (await loading).parse(body);
}

/**
 * Reads one address of our API.
 * @throws ApiError; whatever the contract throws when the answer is not what it says.
 */
export const getJson = <T>(url: string, contract: Contract<T>, signal?: AbortSignal): Promise<T> =>
  askFor(url, contract, signal ? { signal } : {});

/**
 * Sends JSON to our API and reads its answer.
 * @throws ApiError
 */
export const sendJson = <T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  body: unknown,
  contract: Contract<T>,
  signal?: AbortSignal,
): Promise<T> =>
  askFor(url, contract, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });

/**
 * Begins what answers little by little. Aborting the signal ends it.
 * @throws ApiError
 */
export async function openStream(
  url: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await ask(url, { method: "POST", signal });
  return body ?? new ReadableStream();
}

/**
 * Sends bytes as they are, and reads the JSON answer.
 * @throws ApiError
 */
export const sendBytes = <T>(
  url: string,
  body: Blob,
  contract: Contract<T>,
  signal: AbortSignal,
): Promise<T> =>
  askFor(url, contract, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body,
    signal,
  });
