import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import type { UploadTicket } from "@/lib/contracts/datasets";
import { partCountFor, partRange, partSizeFor } from "@/lib/domain/upload-parts";
import { FileGone } from "./part-hasher";
import { PartRefused } from "./retry";
import { Upload, type UploadPorts } from "./upload";

const PART = partSizeFor(1);
const CONTENT = Buffer.alloc(PART * 3 + 1000, "trainyard");
const FILE = new Blob([CONTENT]);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

const refused = (status: number) => new PartRefused(status, "refused");

/** S3 and our API in memory: parts arrive by number, and may be held up or refused. */
function fakeWorld() {
  const held = new Map<number, Uint8Array>();
  const refusals: PartRefused[] = [];
  const waits: number[] = [];
  let gate: Promise<void> = Promise.resolve();
  let open = () => {};
  let now = 0;
  const ticket = (): UploadTicket => ({
    name: "bigmart",
    file: "data.csv",
    uploadId: "u-1",
    partSize: PART,
    partCount: partCountFor(FILE.size),
    uploaded: [...held].map(([number, bytes]) => ({
      number,
      size: bytes.length,
      etag: `"${number}"`,
      sha256: sha256(bytes),
    })),
  });
  const ports = {
    start: vi.fn(async () => ticket()),
    sign: vi.fn(async (_name: string, { parts }) => ({
      parts: parts.map(({ number, sha256: hash }: { number: number; sha256: string }) => ({
        number,
        url: `https://s3/${number}`,
        headers: { "x-amz-checksum-sha256": hash },
      })),
      expiresAt: "2026-11-21T00:00:00.000Z",
    })),
    complete: vi.fn(async (_name: string, { size }: { size: number }) => {
      const all = [...held.values()].reduce((sum, bytes) => sum + bytes.length, 0);
      if (all !== size) throw new Error(`S3 holds ${all} of ${size} bytes.`);
    }),
    abort: vi.fn(async () => {}),
    put: vi.fn(async (url: string, body: Blob, { headers, signal, onSent }) => {
      await Promise.race([
        gate,
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
      ]);
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
      const bytes = new Uint8Array(await body.arrayBuffer());
      if (sha256(bytes) !== headers["x-amz-checksum-sha256"])
        throw new PartRefused(400, "BadDigest");
      now += 600;
      onSent(body.size);
      held.set(Number(url.split("/").at(-1)), bytes);
    }),
    hash: vi.fn(async (number: number) => {
      const { start, end } = partRange(FILE.size, number);
      return sha256(CONTENT.subarray(start, end));
    }),
    wait: async (ms: number) => {
      waits.push(ms);
    },
    now: () => now,
  } satisfies UploadPorts;
  return {
    ports,
    held,
    refusals,
    waits,
    close() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    open: () => open(),
  };
}

const PLAN = { file: FILE, name: "bigmart", fileName: "data.csv" };
const whole = (held: Map<number, Uint8Array>) =>
  Buffer.concat([...held].sort(([a], [b]) => a - b).map(([, bytes]) => bytes));

test("the parts that arrive are the file, and progress ends at its size", async () => {
  const world = fakeWorld();
  const upload = new Upload(PLAN, world.ports);
  const seen: number[] = [];
  upload.subscribe(() => seen.push(upload.getState().sentBytes));
  await upload.resume();
  expect(upload.getState()).toMatchObject({ phase: "done", sentBytes: FILE.size, error: null });
  expect(whole(world.held).equals(CONTENT)).toBe(true);
  expect(world.ports.put).toHaveBeenCalledTimes(4);
  expect(seen.at(-1)).toBe(FILE.size);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test("a part that fails in passing is sent again with a new address and growing waits", async () => {
  const world = fakeWorld();
  world.refusals.push(
    ...[0, 503, 403].map(refused),
    new PartRefused(400, "<Code>ExpiredToken</Code>"),
  );
  const upload = new Upload(PLAN, world.ports);
  await upload.resume();
  expect(upload.getState().phase).toBe("done");
  // Every attempt has an address of its own, however many come with one answer.
  const signed = await Promise.all(world.ports.sign.mock.results.map(({ value }) => value));
  expect(signed.flatMap(({ parts }) => parts)).toHaveLength(8);
  expect(world.waits).toHaveLength(4);
  expect(world.waits.every((ms) => ms >= 200 && ms <= 15_000)).toBe(true);
});

test("a refusal for good ends the upload, and it can go on where it was", async () => {
  const world = fakeWorld();
  world.refusals.push(refused(400));
  const upload = new Upload(PLAN, world.ports);
  await upload.resume();
  expect(upload.getState()).toMatchObject({ phase: "failed", uploadId: "u-1" });
  expect(upload.getState().error).toBeInstanceOf(PartRefused);
  const arrived = world.held.size;
  world.ports.put.mockClear();
  await upload.resume();
  expect(upload.getState().phase).toBe("done");
  expect(world.ports.put).toHaveBeenCalledTimes(4 - arrived);
  expect(whole(world.held).equals(CONTENT)).toBe(true);
});

test("a pause drops what is under way and keeps what arrived", async () => {
  const world = fakeWorld();
  world.close();
  const upload = new Upload(PLAN, world.ports);
  const running = upload.resume();
  await vi.waitFor(() => expect(world.ports.put).toHaveBeenCalledTimes(3));
  upload.pause();
  await running;
  expect(upload.getState()).toMatchObject({ phase: "paused", secondsLeft: null });
  world.open();
  await upload.resume();
  expect(upload.getState().phase).toBe("done");
  expect(whole(world.held).equals(CONTENT)).toBe(true);
});

/** Presses a button while S3 begins the upload, and lets it begin then. */
async function pressedWhileStarting(press: (upload: Upload) => unknown) {
  const world = fakeWorld();
  const upload = new Upload(PLAN, world.ports);
  let begin = (_: UploadTicket) => {};
  world.ports.start.mockReturnValueOnce(
    new Promise((resolve) => {
      begin = resolve;
    }),
  );
  const running = upload.resume();
  await press(upload);
  begin(await world.ports.start());
  await running;
  expect(world.ports.put).not.toHaveBeenCalled();
  return { world, upload };
}

test("a pause while S3 begins the upload keeps what it is called", async () => {
  const { world, upload } = await pressedWhileStarting((one) => one.pause());
  expect(upload.getState()).toMatchObject({ phase: "paused", uploadId: "u-1" });
  await upload.resume();
  expect(world.ports.start).toHaveBeenLastCalledWith(expect.objectContaining({ uploadId: "u-1" }));
  expect(whole(world.held).equals(CONTENT)).toBe(true);
});

test("an upload cancelled while S3 begins it is dropped there too", async () => {
  const { world, upload } = await pressedWhileStarting((one) => one.cancel());
  expect(upload.getState()).toMatchObject({ phase: "cancelled", uploadId: null });
  expect(world.ports.abort).toHaveBeenCalledWith("bigmart", { file: "data.csv", uploadId: "u-1" });
});

test("after a reload only the parts that S3 lacks are sent, judged by their hash", async () => {
  const world = fakeWorld();
  world.held.set(1, CONTENT.subarray(0, PART));
  world.held.set(2, Buffer.alloc(PART, "another file"));
  const upload = new Upload({ ...PLAN, uploadId: "u-1" }, world.ports);
  await upload.resume();
  expect(world.ports.start).toHaveBeenCalledWith({
    name: "bigmart",
    file: "data.csv",
    size: FILE.size,
    uploadId: "u-1",
  });
  expect(world.ports.put.mock.calls.map(([url]) => url).sort()).toEqual([
    "https://s3/2",
    "https://s3/3",
    "https://s3/4",
  ]);
  expect(whole(world.held).equals(CONTENT)).toBe(true);
});

test("a cancel lets S3 drop everything and cannot be undone", async () => {
  const world = fakeWorld();
  world.close();
  const upload = new Upload(PLAN, world.ports);
  const running = upload.resume();
  await vi.waitFor(() => expect(world.ports.put).toHaveBeenCalled());
  await upload.cancel();
  await running;
  expect(world.ports.abort).toHaveBeenCalledWith("bigmart", { file: "data.csv", uploadId: "u-1" });
  await upload.resume();
  expect(upload.getState().phase).toBe("cancelled");
  expect(world.ports.complete).not.toHaveBeenCalled();
});

test("a file that changed under way ends the upload at once and by name", async () => {
  const world = fakeWorld();
  world.refusals.push(refused(0));
  const hashed = new Set<number>();
  world.ports.hash.mockImplementation(async (number) => {
    if (hashed.has(number)) throw new FileGone("The file was changed.");
    hashed.add(number);
    return sha256(CONTENT.subarray(...Object.values(partRange(FILE.size, number))));
  });
  const upload = new Upload(PLAN, world.ports);
  await upload.resume();
  expect(upload.getState()).toMatchObject({ phase: "failed" });
  expect(upload.getState().error).toBeInstanceOf(FileGone);
  expect(world.waits).toEqual([]);
});
