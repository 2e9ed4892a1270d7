import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { problemSentences } from "@/lib/words/problems";

const tooLarge = (max: number) =>
  new AppError("TooLarge", { detail: problemSentences.bodyTooLarge(max) });

async function collect(
  body: ReadableStream<Uint8Array>,
  max: number,
): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.byteLength;
      if (size > max) throw tooLarge(max);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    // The sender has gone. It is no fault of a service behind us, which fails in the same words.
    throw new AppError("Invalid", {
      detail: problemSentences.bodyBroke(size),
      fix: problemSentences.sendItAgain,
      cause,
    });
  }
  return Buffer.concat(parts, size);
}

/**
 * The request's whole body, of at most `max` bytes; with `max` 0 the body is left alone.
 * The bytes are counted against Content-Length: a layer in between that cuts a body short would
 * otherwise have the rest taken for the whole.
 * @throws AppError TooLarge, or Invalid when bytes are missing.
 */
export async function readBody(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (max === 0 || request.body === null) return new Uint8Array();
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) > max) throw tooLarge(max);
  const bytes = await collect(request.body, max);
  if (announced !== null && Number(announced) !== bytes.byteLength) {
    throw new AppError("Invalid", {
      detail: problemSentences.bodyCutShort(bytes.byteLength, Number(announced)),
      fix: problemSentences.sendItAgain,
    });
  }
  return bytes;
}

/**
 * The body as JSON. The media type must say so: a form on a foreign page can send text, but not
 * `application/json` without asking first.
 * @throws AppError UnsupportedMediaType, TooLarge or Invalid.
 */
export async function readJson(request: Request, max: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new AppError("UnsupportedMediaType");
  const bytes = await readBody(request, max);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("Invalid", { detail: problemSentences.bodyIsNotJson, cause });
  }
}
