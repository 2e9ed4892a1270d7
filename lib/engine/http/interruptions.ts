import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import type { WireResponse } from "../protocol/wire.ts";
import type { Answer } from "./listener.ts";

const PATH = /^\/_trainyard\/training-jobs\/([a-zA-Z0-9-]{1,63})\/interrupt$/;

const FROM_BROWSERS = ["origin", "sec-fetch-site"];

/** How long there is no capacity for the job; none of the body is needed. */
const body = z.object({ UnavailableSeconds: z.number().min(0).max(86_400).default(0) }).strict();

/** Takes the instances from a spot job that trains; false when there is no such job. */
export type Interrupt = (jobName: string, unavailableMs: number) => boolean;

/**
 * Answers `POST /_trainyard/training-jobs/<name>/interrupt`, which does what AWS does to spot jobs
 * without being asked, and passes everything else on. It needs no signature, so no page of another
 * site may ask for it: browsers say where such a request comes from.
 */
export function withInterruptions(interrupt: Interrupt, answer: Answer): Answer {
  return async (head, request, context) => {
    const [, name] = PATH.exec(head.path) ?? [];
    if (head.method !== "POST" || name === undefined) return answer(head, request, context);
    if (FROM_BROWSERS.some((header) => head.headers[header] !== undefined))
      return reply(403, "Web pages cannot interrupt training jobs.");
    const asked = await readBody(request);
    if (!asked.success)
      return reply(400, 'The body is either empty or {"UnavailableSeconds": 0 to 86400}.');
    const isDone = interrupt(name, asked.data.UnavailableSeconds * 1000);
    return isDone
      ? reply(202, `The instances of ${name} have two minutes to end.`)
      : reply(409, `${name} is not a job with EnableManagedSpotTraining that trains now.`);
  };
}

/** More than the body can ever have. */
const MOST_BYTES = 1000;

async function readBody(request: IncomingMessage) {
  if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) return body.safeParse(undefined);
  const written = await text(request);
  try {
    return body.safeParse(written === "" ? {} : JSON.parse(written));
  } catch {
    return body.safeParse(undefined);
  }
}

const reply = (status: number, message: string): WireResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});
