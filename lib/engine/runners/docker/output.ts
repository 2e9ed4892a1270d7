import type { ContainerSpec } from "../runner.ts";

const HEADER_BYTES = 8;
const STREAMS = { 1: "stdout", 2: "stderr" } as const;

/**
 * Hands on what a container prints, as Docker sends it: in frames of a header (the stream's number,
 * three bytes of nothing, the length) and a payload, wherever the connection cuts them; with a TTY
 * as it is. Reads on when the receiver is ready. Settles when the stream ends.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
export async function deliverOutput(
  source: AsyncIterable<Buffer>,
  isTty: boolean,
  onOutput: ContainerSpec["onOutput"],
): Promise<void> {
  const frames = createFrameReader();
  for await (const chunk of source) {
    const pieces = isTty ? [{ stream: "stdout" as const, bytes: chunk }] : frames(chunk);
    for (const { stream, bytes } of pieces) await onOutput(bytes, stream);
  }
}

interface Piece {
  readonly stream: "stdout" | "stderr";
  readonly bytes: Buffer;
}

/** Payloads are handed on as far as they have come, so a frame's length costs no memory. */
function createFrameReader(): (chunk: Buffer) => Piece[] {
  let header = Buffer.alloc(0);
  let left = 0;
  let stream: Piece["stream"] = "stdout";
  return (chunk) => {
    const pieces: Piece[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (left === 0) {
        const missing = HEADER_BYTES - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length < HEADER_BYTES) break;
        stream = STREAMS[header[0] as 1 | 2] ?? "stdout";
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        continue;
      }
      const bytes = rest.subarray(0, left);
      rest = rest.subarray(bytes.length);
      left -= bytes.length;
      pieces.push({ stream, bytes });
    }
    return pieces;
  };
}
