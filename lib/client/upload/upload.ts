import type {
  SignedParts,
  SignPartsBody,
  StartUploadBody,
  UploadTicket,
} from "@/lib/contracts/datasets";
import { mapLimited } from "@/lib/domain/map-limited";
import { partRange } from "@/lib/domain/upload-parts";
import { SpeedMeter } from "../speed";
import { PartAddresses } from "./part-addresses";
import { withRetry } from "./retry";
import { slots } from "./slots";

export type UploadPhase =
  | "ready"
  | "starting"
  | "sending"
  | "paused"
  | "finishing"
  | "done"
  | "failed"
  | "cancelled";

export interface UploadState {
  readonly phase: UploadPhase;
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Null until it can be told. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** To be kept by the page: with it the upload goes on after a reload. */
  readonly uploadId: string | null;
  /** What ended it; `resume` tries again. */
  readonly error: unknown;
}

/** What the engine needs of the world; tests give it their own. */
export interface UploadPorts {
  start(body: StartUploadBody): Promise<UploadTicket>;
  sign(name: string, body: SignPartsBody): Promise<SignedParts>;
  complete(name: string, body: { file: string; uploadId: string; size: number }): Promise<void>;
  abort(name: string, ref: { file: string; uploadId: string }): Promise<void>;
  /** Sends one part; `onSent` gets the bytes of it that left so far. @throws PartRefused */
  put(
    url: string,
    body: Blob,
    options: {
      readonly headers: Readonly<Record<string, string>>;
      readonly signal: AbortSignal;
      readonly onSent: (bytes: number) => void;
    },
  ): Promise<void>;
  /** base64 SHA-256 of a part, by its number. */
  hash(number: number): Promise<string>;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

/** More connections make none of them faster, and a pause drops what is under way. */
const SENT_AT_ONCE = 3;
/** The others are hashed and given their address meanwhile. */
const UNDER_WAY = 4 * SENT_AT_ONCE;

/** Oftener than anybody reads, and every time draws the page. */
const TOLD_EVERY_MS = 100;

/** What one run of an upload shares between its parts. */
interface Run {
  readonly ticket: UploadTicket;
  readonly addresses: PartAddresses;
  readonly inTurn: ReturnType<typeof slots>;
  readonly signal: AbortSignal;
}

export interface UploadPlan {
  readonly file: Blob;
  /** The dataset's name, and the file's name in it. */
  readonly name: string;
  readonly fileName: string;
  /** An upload begun before a reload. */
  readonly uploadId?: string | undefined;
}

/**
 * Sends a file to S3 in parts, straight from the browser. Each part is hashed first, and S3
 * refuses one that arrives otherwise; parts that S3 holds already with the same hash are not sent
 * again, whether the upload was paused, failed or left by a reload.
 */
export class Upload {
  private current: UploadState;
  private readonly listeners = new Set<() => void>();
  private readonly plan: UploadPlan;
  private readonly ports: UploadPorts;
  private readonly speed = new SpeedMeter();
  private readonly sent = new Map<number, number>();
  /** What S3 had before this run: part of the progress, not of the speed. */
  private heldBytes = 0;
  private toldAt = Number.NEGATIVE_INFINITY;
  private stopper = new AbortController();

  constructor(plan: UploadPlan, ports: UploadPorts) {
    this.plan = plan;
    this.ports = ports;
    this.current = {
      phase: "ready",
      sentBytes: 0,
      totalBytes: plan.file.size,
      bytesPerSecond: null,
      secondsLeft: null,
      uploadId: plan.uploadId ?? null,
      error: null,
    };
  }

  /** The same object until something changes, as useSyncExternalStore asks. */
  readonly getState = (): UploadState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins, or goes on after a pause or a failure. Settles when nothing more happens by itself. */
  async resume(): Promise<void> {
    if (!["ready", "paused", "failed"].includes(this.current.phase)) return;
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    this.change({ phase: "starting", error: null });
    try {
      await this.run(signal);
    } catch (error) {
      // An abort was asked for by pause or cancel, which have set the phase themselves.
      if (!signal.aborted) {
        this.stopper.abort();
        this.change({ phase: "failed", error, bytesPerSecond: null, secondsLeft: null });
      }
    }
  }

  /** Parts under way are dropped and sent again later; those that arrived are kept. */
  pause(): void {
    if (!["starting", "sending"].includes(this.current.phase)) return;
    this.stopper.abort();
    this.change({ phase: "paused", bytesPerSecond: null, secondsLeft: null });
  }

  /** Ends it for good and lets S3 drop what it holds. */
  async cancel(): Promise<void> {
    if (["finishing", "done", "cancelled"].includes(this.current.phase)) return;
    this.stopper.abort();
    this.change({ phase: "cancelled", bytesPerSecond: null, secondsLeft: null });
    const { uploadId } = this.current;
    if (uploadId) await this.ports.abort(this.plan.name, { file: this.plan.fileName, uploadId });
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { name, fileName: file, file: blob } = this.plan;
    const { uploadId: known } = this.current;
    const ticket = await this.ports.start({
      name,
      file,
      size: blob.size,
      ...(known ? { uploadId: known } : {}),
    });
    const { uploadId } = ticket;
    // S3 holds the upload now, whether or not it was paused or cancelled meanwhile.
    if (this.current.phase === "cancelled") await this.ports.abort(name, { file, uploadId });
    else if (this.stopper.signal === signal) this.change({ uploadId });
    signal.throwIfAborted();
    this.change({ phase: "sending" });
    this.sent.clear();
    this.heldBytes = 0;
    this.speed.reset();
    const numbers = Array.from({ length: ticket.partCount }, (_, at) => at + 1);
    const addresses = new PartAddresses({
      sign: (parts) => this.ports.sign(name, { file, uploadId, parts }),
      now: this.ports.now,
    });
    const run = { ticket, addresses, inTurn: slots(SENT_AT_ONCE), signal };
    await mapLimited(numbers, UNDER_WAY, (number) => this.sendPart(run, number));
    signal.throwIfAborted();
    this.change({ phase: "finishing", sentBytes: blob.size, secondsLeft: null });
    await this.ports.complete(name, { file, uploadId, size: blob.size });
    this.change({ phase: "done" });
  }

  private async sendPart(run: Run, number: number): Promise<void> {
    const { ticket, addresses, inTurn, signal } = run;
    signal.throwIfAborted();
    const sha256 = await this.ports.hash(number);
    const { start, end } = partRange(this.plan.file.size, number);
    const part = this.plan.file.slice(start, end);
    const held = ticket.uploaded.find((entry) => entry.number === number);
    if (held?.sha256 === sha256 && held.size === part.size) {
      this.heldBytes += part.size;
    } else {
      const wanted = { number, sha256 };
      addresses.announce(wanted);
      const attempt = () => inTurn(() => this.trySend(run, wanted, part));
      await withRetry(attempt, this.ports.wait, signal);
    }
    this.progress(number, part.size);
  }

  private async trySend(
    { addresses, signal }: Run,
    wanted: { number: number; sha256: string },
    body: Blob,
  ): Promise<void> {
    signal.throwIfAborted();
    const { url, headers } = await addresses.take(wanted);
    signal.throwIfAborted();
    try {
      const onSent = (bytes: number) => this.progress(wanted.number, bytes);
      await this.ports.put(url, body, { headers, signal, onSent });
    } catch (error) {
      this.sent.delete(wanted.number);
      // A request says only that it failed; reading says that it was the file which changed.
      if (!signal.aborted) await this.ports.hash(wanted.number);
      throw error;
    }
  }

  private progress(number: number, bytes: number): void {
    if (this.current.phase !== "sending") return;
    this.sent.set(number, bytes);
    const now = this.ports.now();
    if (now - this.toldAt < TOLD_EVERY_MS) return;
    this.toldAt = now;
    const sentBytes = [...this.sent.values()].reduce((sum, each) => sum + each, 0);
    this.speed.add(now, sentBytes - this.heldBytes);
    const bytesPerSecond = this.speed.perSecond();
    const left = this.current.totalBytes - sentBytes;
    const secondsLeft = bytesPerSecond && bytesPerSecond > 0 ? left / bytesPerSecond : null;
    this.change({ sentBytes, bytesPerSecond, secondsLeft });
  }

  private change(part: Partial<UploadState>): void {
    this.current = { ...this.current, ...part };
    for (const listener of this.listeners) listener();
  }
}
