import { atRecord, type DataProcessing, decode } from "./data-processing.ts";
import { InputFault } from "./transform-run.ts";

/** Some records of an input on their way through one invocation. */
export interface Batch {
  readonly body: readonly Uint8Array[];
  /** The place of its first record in the input, from 1. */
  readonly first: number;
  readonly count: number;
  /** The records as they were read, where they are joined with what becomes of them. */
  readonly inputs?: readonly string[];
}

export interface Bounds {
  /** Of one invocation's body. */
  readonly maxBytes: number;
  /** One record in an invocation, instead of as many as fit. */
  readonly isSingle: boolean;
}

const LINE_END = 10;

/** All of an input as one record. */
export async function* wholeBatch(
  source: AsyncIterable<Buffer>,
  { maxBytes }: Bounds,
  processing: DataProcessing | undefined,
): AsyncGenerator<Batch> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > maxBytes) throw tooLarge("it", maxBytes);
    pieces.push(piece);
  }
  if (bytes === 0) return;
  if (!processing?.isFiltered && !processing?.isJoined) {
    yield { body: pieces, first: 1, count: 1 };
    return;
  }
  const { input } = processing;
  const inputs = input.split(decode(Buffer.concat(pieces), input.encoding));
  const sent = inputs.map((record, index) => atRecord(index + 1, () => processing.filter(record)));
  yield {
    body: processing.isFiltered ? [Buffer.from(sent.join("\n"), input.encoding)] : pieces,
    first: 1,
    count: inputs.length,
    inputs,
  };
}

/** The lines of an input as they are, some or one at a time. */
export async function* lineBatches(
  source: AsyncIterable<Buffer>,
  bounds: Bounds,
): AsyncGenerator<Batch> {
  const pile = createLinePile();
  for await (const block of lineBlocks(source, bounds.maxBytes)) yield* cut(block, pile, bounds);
  if (pile.bytes() > 0) yield pile.take();
}

type LinePile = ReturnType<typeof createLinePile>;

function createLinePile() {
  let body: Buffer[] = [];
  let bytes = 0;
  let first = 1;
  let count = 0;
  return {
    first: () => first,
    bytes: () => bytes,
    add(lines: Buffer) {
      body.push(lines);
      bytes += lines.length;
      count += countLines(lines);
    },
    take(): Batch {
      const batch = { body, first, count };
      first += count;
      body = [];
      bytes = 0;
      count = 0;
      return batch;
    },
  };
}

/** Adds a block's lines to a pile, which is taken whenever it is full. */
function* cut(block: Buffer, pile: LinePile, { maxBytes, isSingle }: Bounds): Generator<Batch> {
  for (let from = 0; from < block.length; ) {
    const room = maxBytes - pile.bytes();
    const to = isSingle ? lineEnd(block, from) : lastLineWithin(block, from, room);
    if (to - from > maxBytes || (to === from && pile.bytes() === 0))
      throw tooLarge(`record ${pile.first()}`, maxBytes);
    if (to > from) pile.add(block.subarray(from, to));
    // Where no other line fits, the next round begins with nothing in hand.
    if (isSingle || to === from) yield pile.take();
    from = to;
  }
}

/** The lines of an input that are filtered, or are to be joined with what becomes of them. */
export async function* processedBatches(
  source: AsyncIterable<Buffer>,
  bounds: Bounds,
  processing: DataProcessing,
): AsyncGenerator<Batch> {
  const { input } = processing;
  const pile = createRecordPile(processing);
  for await (const block of lineBlocks(source, bounds.maxBytes)) {
    const records = input.split(decode(block, input.encoding));
    yield* pileUp(records, pile, bounds, processing);
  }
  if (pile.bytes() > 0) yield pile.take();
}

type RecordPile = ReturnType<typeof createRecordPile>;

function* pileUp(
  records: readonly string[],
  pile: RecordPile,
  { maxBytes, isSingle }: Bounds,
  { input, isJoined, filter }: DataProcessing,
): Generator<Batch> {
  for (const record of records) {
    const place = pile.next();
    const filtered = atRecord(place, () => filter(record));
    // What is kept to be joined counts too, so that little of wide records keeps no more of them.
    const counted = isJoined && record.length > filtered.length ? record : filtered;
    const size = Buffer.byteLength(counted, input.encoding) + 1;
    if (size > maxBytes) throw tooLarge(`record ${place}`, maxBytes);
    if (pile.bytes() > 0 && (isSingle || pile.bytes() + size > maxBytes)) yield pile.take();
    pile.add(filtered, record, size);
  }
}

function createRecordPile({ input, isJoined }: DataProcessing) {
  let sent: string[] = [];
  let inputs: string[] = [];
  let bytes = 0;
  let first = 1;
  return {
    /** The place of the record that is added next. */
    next: () => first + sent.length,
    bytes: () => bytes,
    add(filtered: string, record: string, size: number) {
      sent.push(filtered);
      if (isJoined) inputs.push(record);
      bytes += size;
    },
    take(): Batch {
      const body = [Buffer.from(`${sent.join("\n")}\n`, input.encoding)];
      const batch = { body, first, count: sent.length, ...(isJoined && { inputs }) };
      first += sent.length;
      sent = [];
      inputs = [];
      bytes = 0;
      return batch;
    },
  };
}

/** A stream in blocks of whole lines; the last may lack its end. */
async function* lineBlocks(
  source: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source) {
    const end = piece.lastIndexOf(LINE_END) + 1;
    if (end > 0) {
      const lines = piece.subarray(0, end);
      yield open.length === 0 ? lines : Buffer.concat([...open, lines]);
      open = [];
      bytes = 0;
    }
    if (end === piece.length) continue;
    open.push(piece.subarray(end));
    bytes += piece.length - end;
    // Too large for any invocation: who takes it says which record it is.
    if (bytes > maxBytes) break;
  }
  if (open.length > 0) yield Buffer.concat(open);
}

const lineEnd = (block: Buffer, from: number): number =>
  block.indexOf(LINE_END, from) + 1 || block.length;

/** Where the last line ends that fits; `from` where none does. */
function lastLineWithin(block: Buffer, from: number, room: number): number {
  if (block.length - from <= room) return block.length;
  const end = block.lastIndexOf(LINE_END, from + room - 1) + 1;
  return Math.max(end, from);
}

function countLines(lines: Buffer): number {
  if (lines.length === 0) return 0;
  let count = 0;
  for (let at = lines.indexOf(LINE_END); at >= 0; at = lines.indexOf(LINE_END, at + 1)) count += 1;
  return lines.at(-1) === LINE_END ? count : count + 1;
}

const tooLarge = (what: string, maxBytes: number) =>
  new InputFault(
    "ClientError",
    `Too much data for max payload size: ${what} has more than MaxPayloadInMB allows, ${maxBytes / 1024 ** 2} MB`,
  );
