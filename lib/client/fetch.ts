import * as z from "zod/mini";
import { type Problem, problem } from "@/lib/contracts/problem";
import { problemSentences } from "@/lib/words/problems";

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
  const known = z.safeParse(problem, body);
  if (known.success) return new ApiError(known.data.detail, known.data);
  return new ApiError(`HTTP ${response.status} ${response.statusText}`, null);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(problemSentences.dashboardSilent, null, cause);
  }
  if (!response.ok) throw await toError(response);
  return response;
}

/**
 * Reads one address of our API.
 * @throws ApiError; whatever the schema throws when the answer is not what the contract says.
 */
export async function getJson<T extends z.core.$ZodType>(
  url: string,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  const response = await ask(url, signal ? { signal } : {});
  return z.parse(schema, await response.json());
}

/**
 * Sends JSON to our API and reads its answer.
 * @throws ApiError
 */
export async function sendJson<T extends z.core.$ZodType>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  body: unknown,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  const response = await ask(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  return z.parse(schema, response.status === 204 ? undefined : await response.json());
}

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
export async function sendBytes<T extends z.core.$ZodType>(
  url: string,
  body: Blob,
  schema: T,
  signal: AbortSignal,
): Promise<z.output<T>> {
  const response = await ask(url, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body,
    signal,
  });
  return z.parse(schema, await response.json());
}
