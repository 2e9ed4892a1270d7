import type { ScoreChunkAnswer } from "@/lib/contracts/scoring";
import type { CsvChunk } from "@/lib/domain/csv-chunks";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { mapLimited } from "@/lib/domain/map-limited";
import type { RegressionMetrics } from "@/lib/domain/regression";
import { apiSentences } from "@/lib/words/api";
import { SpeedMeter } from "../speed";
import type { FileIndex } from "./index-file";
import { inFileRows, type ResultSource, Results } from "./results";

export type ScoringPhase = "ready" | "scoring" | "paused" | "done" | "cancelled";

export interface ChunkFailure {
  readonly chunk: CsvChunk;
  /** What the container or AWS said, with rows counted as in the file. */
  readonly message: string;
  /** Whether sending it again may help: throttled, unreachable, restarting. */
  readonly passing: boolean;
}

export interface ScoringState {
  readonly phase: ScoringPhase;
  readonly rows: number;
  readonly rowsDone: number;
  readonly rowsFailed: number;
  readonly requests: number;
  readonly failures: readonly ChunkFailure[];
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly elapsedMs: number;
  readonly metrics: RegressionMetrics | null;
}

/** A refused chunk: `status` is HTTP's, 0 when no answer came. */
export interface InvokeFault {
  readonly status: number;
  readonly message: string;
}

export type InvokeOutcome =
  | { readonly ok: true; readonly answer: ScoreChunkAnswer }
  | { readonly ok: false; readonly fault: InvokeFault };

export interface ScoringPorts {
  /** Expected failures are returned, an abort is thrown. */
  invoke(body: Blob, header: HeaderSetting, signal: AbortSignal): Promise<InvokeOutcome>;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

const CONCURRENCY = 4;
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;

/** 429: throttled or the model is loading; 5xx: restarting. 424 is the container's own refusal. */
const isPassing = (status: number): boolean => status === 0 || status === 429 || status >= 500;

/**
 * Sends a file's rows to an endpoint, several requests in flight, and keeps the answers in the
 * file's order. A chunk that fails does not stop the others; it can be sent again alone.
 */
export class Scoring {
  readonly results: Results;
  private current: ScoringState;
  private readonly listeners = new Set<() => void>();
  private readonly speed = new SpeedMeter();
  private readonly done = new Set<number>();
  private stopper = new AbortController();
  private readonly index: FileIndex;
  private readonly source: ResultSource;
  private readonly ports: ScoringPorts;

  constructor(index: FileIndex, source: ResultSource, ports: ScoringPorts) {
    this.index = index;
    this.source = source;
    this.ports = ports;
    this.results = new Results(source);
    this.current = {
      phase: "ready",
      rows: index.rows,
      rowsDone: 0,
      rowsFailed: 0,
      requests: 0,
      failures: [],
      rowsPerSecond: null,
      secondsLeft: null,
      elapsedMs: 0,
      metrics: null,
    };
  }

  readonly getState = (): ScoringState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Scores what is not scored yet: at first everything, later what failed or was left. */
  async run(): Promise<void> {
    if (this.current.phase === "scoring" || this.current.phase === "cancelled") return;
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    const began = this.ports.now() - this.current.elapsedMs;
    this.speed.reset();
    this.change({ phase: "scoring", failures: [], rowsFailed: 0 });
    const left = this.index.chunks.filter(({ index }) => !this.done.has(index));
    try {
      await mapLimited(left, CONCURRENCY, (chunk) => this.score(chunk, began, signal));
      this.change({ phase: "done", rowsPerSecond: null, secondsLeft: null });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  pause(): void {
    if (this.current.phase !== "scoring") return;
    this.stopper.abort();
    this.change({ phase: "paused", rowsPerSecond: null, secondsLeft: null });
  }

  cancel(): void {
    this.stopper.abort();
    this.change({ phase: "cancelled", rowsPerSecond: null, secondsLeft: null });
  }

  toCsv(predictionName: string): Promise<Blob> {
    return this.results.toCsv(this.index.chunks, predictionName);
  }

  /** Rows `from` to `from + count`, 1-based, for the table. */
  async rows(from: number, count: number) {
    const chunks = this.index.chunks.filter(
      ({ firstRow, rows }) => firstRow < from + count && firstRow + rows > from,
    );
    const rows = await Promise.all(chunks.map((chunk) => this.results.rows(chunk)));
    return rows.flat().filter(({ number }) => number >= from && number < from + count);
  }

  private async score(chunk: CsvChunk, began: number, signal: AbortSignal): Promise<void> {
    const outcome = await this.ask(chunk, signal);
    signal.throwIfAborted();
    if (outcome.ok) {
      await this.results.add(chunk, outcome.answer.predictions);
      this.done.add(chunk.index);
    } else {
      const { status, message } = outcome.fault;
      const failure = { chunk, message: inFileRows(message, chunk), passing: isPassing(status) };
      this.change({
        failures: [...this.current.failures, failure].sort((a, b) => a.chunk.index - b.chunk.index),
        rowsFailed: this.current.rowsFailed + chunk.rows,
      });
    }
    this.progress(began);
  }

  /** The chunk's outcome, asked again where waiting may help. */
  private async ask(chunk: CsvChunk, signal: AbortSignal): Promise<InvokeOutcome> {
    for (let tried = 1; ; tried += 1) {
      signal.throwIfAborted();
      const outcome = matching(await this.invoke(chunk, signal), chunk);
      const again = !outcome.ok && isPassing(outcome.fault.status) && tried < ATTEMPTS;
      if (!again) return outcome;
      await this.ports.wait(FIRST_WAIT_MS * 2 ** (tried - 1), signal);
    }
  }

  private invoke(chunk: CsvChunk, signal: AbortSignal): Promise<InvokeOutcome> {
    const rows = this.source.file.slice(chunk.start, chunk.end);
    const { sendHeader } = this.source;
    this.change({ requests: this.current.requests + 1 });
    return this.ports.invoke(
      new Blob(sendHeader ? [this.index.header, rows] : [rows], { type: "text/csv" }),
      sendHeader ? "present" : "absent",
      signal,
    );
  }

  private progress(began: number): void {
    const rowsDone = this.index.chunks
      .filter(({ index }) => this.done.has(index))
      .reduce((sum, { rows }) => sum + rows, 0);
    const now = this.ports.now();
    this.speed.add(now, rowsDone);
    const rowsPerSecond = this.speed.perSecond();
    const left = this.current.rows - rowsDone - this.current.rowsFailed;
    this.change({
      rowsDone,
      rowsPerSecond,
      secondsLeft: rowsPerSecond ? left / rowsPerSecond : null,
      elapsedMs: now - began,
      metrics: this.results.metrics(),
    });
  }

  private change(part: Partial<ScoringState>): void {
    this.current = { ...this.current, ...part };
    for (const listener of this.listeners) listener();
  }
}

/** Without one answer for each row, no answer can be put beside its row. */
function matching(outcome: InvokeOutcome, chunk: CsvChunk): InvokeOutcome {
  if (!outcome.ok || outcome.answer.predictions.length === chunk.rows) return outcome;
  const message = apiSentences.rowsAndAnswersDiffer(outcome.answer.predictions.length, chunk.rows);
  return { ok: false, fault: { status: 422, message } };
}
