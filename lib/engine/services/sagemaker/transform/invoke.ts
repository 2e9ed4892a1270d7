import { type Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { pause } from "../serving/life.ts";
import type { ServingDeps } from "../serving/place.ts";
import { InputFault } from "./transform-run.ts";

/** Who answers invocations. */
export interface Invoked {
  /** The connections to its healthy container, which is started again where it has ended. */
  agent(): Promise<Agent>;
  /** Says that a connection broke, so that the next agent is that of a container that lives. */
  doubt(): void;
}

export interface InvocationSettings {
  readonly timeoutMs: number;
  /** How often an invocation that failed is tried again. */
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface InvocationContext {
  readonly deps: Pick<ServingDeps, "timers">;
  readonly invoked: Invoked;
  readonly settings: InvocationSettings;
  readonly signal: AbortSignal;
}

/** Of an answer that is held until it is its turn to be written. */
const MAX_ANSWER_BYTES = 256 * 1024 ** 2;
const MAX_COMPLAINT_BYTES = 16 * 1024;
const FIRST_PAUSE_MS = 100;

/** Sends one payload, and again as often as asked; the whole answer, or an InputFault. */
export function invoke(context: InvocationContext, body: readonly Uint8Array[]): Promise<Buffer> {
  const length = body.reduce((sum, piece) => sum + piece.byteLength, 0);
  return tryAgain(context, (agent, signal) =>
    send(context, agent, signal, { length, pieces: body }, async (response) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      for await (const piece of unpacked(response)) {
        bytes += piece.length;
        if (bytes > MAX_ANSWER_BYTES) throw answerTooLarge();
        pieces.push(piece);
      }
      return Buffer.concat(pieces, bytes);
    }),
  );
}

/** Sends a payload of any size in chunks; the answer is passed on to `take` as it comes, so only what failed before is tried again. */
export function invokeStreaming(
  context: InvocationContext,
  open: () => AsyncIterable<Uint8Array>,
  take: (piece: Buffer) => Promise<void>,
): Promise<void> {
  let isBegun = false;
  return tryAgain(context, async (agent, signal) =>
    send(context, agent, signal, { open }, async (response) => {
      for await (const piece of unpacked(response)) {
        isBegun = true;
        await take(piece);
      }
    }).catch((error: unknown) => {
      if (!isBegun || error instanceof InputFault) throw error;
      throw new InputFault("AlgorithmError", "the container broke off in the middle of its answer");
    }),
  );
}

/** What is worth another try. */
class Unanswered extends Error {
  override readonly name = "Unanswered";
  readonly fault: InputFault;

  constructor(message: string, answer?: string) {
    super(message);
    this.fault = new InputFault("AlgorithmError", message, answer);
  }
}

async function tryAgain<T>(
  context: InvocationContext,
  attempt: (agent: Agent, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const outcome = await inTime(context, attempt);
    if ("value" in outcome) return outcome.value;
    if (tries >= context.settings.retries) throw outcome.failure.fault;
    await pause(context.deps, FIRST_PAUSE_MS * 2 ** tries);
  }
}

/** One try; rejects where another one would be of no use. */
async function inTime<T>(
  { deps, invoked, settings, signal }: InvocationContext,
  attempt: (agent: Agent, signal: AbortSignal) => Promise<T>,
): Promise<{ readonly value: T } | { readonly failure: Unanswered }> {
  const agent = await invoked.agent();
  const late = new AbortController();
  const cancel = deps.timers.after(settings.timeoutMs, () => late.abort());
  try {
    return { value: await attempt(agent, AbortSignal.any([signal, late.signal])) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof InputFault) throw error;
    if (late.signal.aborted) return { failure: timedOut(settings) };
    if (!(error instanceof Unanswered)) invoked.doubt();
    return { failure: toUnanswered(error) };
  } finally {
    cancel();
  }
}

const timedOut = ({ timeoutMs }: InvocationSettings) =>
  new Unanswered(
    `Model server did not respond to /invocations request within ${timeoutMs / 1000} seconds`,
  );

function toUnanswered(error: unknown): Unanswered {
  if (error instanceof Unanswered) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new Unanswered(`Unable to get response from algorithm: ${why}`);
}

/** In memory, or to be read while it is sent. */
type Body =
  | { readonly length: number; readonly pieces: readonly Uint8Array[] }
  | { open(): AsyncIterable<Uint8Array> };

async function write(call: ClientRequest, body: Body): Promise<void> {
  if ("open" in body) {
    await pipeline(body.open(), call);
    return;
  }
  for (const piece of body.pieces) call.write(piece);
  call.end();
}

async function send<T>(
  { settings }: InvocationContext,
  agent: Agent,
  signal: AbortSignal,
  body: Body,
  read: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const call = request({
    agent,
    signal,
    method: "POST",
    path: "/invocations",
    headers: {
      ...settings.headers,
      host: "127.0.0.1:8080",
      ...("length" in body && { "content-length": body.length }),
    },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    call.on("response", resolve);
    call.on("error", reject);
  });
  const response = await Promise.race([answered, write(call, body).then(() => answered)]);
  const { statusCode = 0 } = response;
  if (statusCode >= 200 && statusCode < 300) return read(response);
  throw await refusal(statusCode, response);
}

async function refusal(status: number, response: IncomingMessage): Promise<Error> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of unpacked(response)) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > MAX_COMPLAINT_BYTES) break;
  }
  const answer = Buffer.concat(pieces).toString("utf8", 0, MAX_COMPLAINT_BYTES);
  // 429 asks for patience; the other 4xx find fault with the data, which stays the same.
  if (status >= 400 && status < 500 && status !== 429)
    return new InputFault("ClientError", String(status), answer);
  return new Unanswered(`Bad HTTP status received from algorithm: ${status}`, answer);
}

function unpacked(response: IncomingMessage): AsyncIterable<Buffer> {
  if (response.headers["content-encoding"] !== "gzip") return response;
  const gunzip = createGunzip();
  pipeline(response, gunzip).catch((error: Error) => gunzip.destroy(error));
  return gunzip;
}

const answerTooLarge = () =>
  new InputFault(
    "AlgorithmError",
    `the container's answer has more than ${MAX_ANSWER_BYTES / 1024 ** 2} MB: ask for less at a time with MaxPayloadInMB`,
  );
