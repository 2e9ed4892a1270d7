import type { ScoreChunkAnswer } from "@/lib/contracts/scoring";
import type { CsvChunk } from "@/lib/domain/csv-chunks";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { mapLimited } from "@/lib/domain/map-limited";
import { answersOf } from "@/lib/domain/model-answers";
import { inFileRows } from "@/lib/domain/named-rows";
import type { RegressionMetrics } from "@/lib/domain/regression";
import { apiSentences } from "@/lib/words/api";
import type { InvokeFault } from "./faults";
import { partsOf, searchBudget } from "./isolate";
import { type Pace, PaceMeter } from "./pace";
import type { RequestBodies } from "./request-bodies";
import type { Results } from "./results";

/** `stopped`: nobody answered any more; what was scored is kept, and the run can go on. */
export type ScoringPhase = "ready" | "scoring" | "paused" | "stopped" | "done";

export interface ScoringState extends Pace {
  readonly phase: ScoringPhase;
  readonly rows: number;
  readonly rowsDone: number;
  readonly rowsFailed: number;
  readonly requests: number;
  /** What is being waited for, or what stopped the run. */
  readonly notice: string | null;
  readonly metrics: RegressionMetrics | null;
}

export type InvokeOutcome =
  | { readonly ok: true; readonly answer: ScoreChunkAnswer }
  | { readonly ok: false; readonly fault: InvokeFault };

export interface ScoringPorts {
  /** Expected failures are returned, an abort is thrown. */
  invoke(body: Blob, header: HeaderSetting | null, signal: AbortSignal): Promise<InvokeOutcome>;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

/** One prediction for each row asked, or what went wrong. */
type Answer =
  | { readonly predictions: readonly string[]; readonly fault: null }
  | { readonly predictions: null; readonly fault: InvokeFault };

export const CONCURRENCY = 4;
const FIRST_WAIT_MS = 500;
/** Attempts by kind of fault; waits double, so that six take 15.5 s. */
const ATTEMPTS: Record<InvokeFault["kind"], number> = {
  refused: 1,
  broke: 2,
  busy: 6,
  away: 4,
  stop: 1,
};

/** Parts of a request that broke are expected to break: that is how the rows are found. */
const attemptsFor = ({ kind }: InvokeFault, isWhole: boolean): number =>
  kind === "broke" && !isWhole ? 1 : ATTEMPTS[kind];

/** Ends a run that cannot go on; the rows under way stay unscored. */
class RunStopped extends Error {}

/**
 * Sends a file's rows to an endpoint, several requests in flight, and keeps the answers in the
 * file's order. A request that the container refuses is taken apart until the failing rows stand
 * alone, so that every other row is scored.
 */
export class Scoring {
  readonly results: Results;
  private current: ScoringState;
  private readonly listeners = new Set<() => void>();
  private readonly pace = new PaceMeter();
  private stopper = new AbortController();
  private searches = 0;
  private readonly bodies: RequestBodies;
  private readonly ports: ScoringPorts;

  constructor(results: Results, bodies: RequestBodies, ports: ScoringPorts) {
    this.results = results;
    this.bodies = bodies;
    this.ports = ports;
    this.current = {
      phase: "ready",
      rows: results.chunks.reduce((sum, { rows }) => sum + rows, 0),
      rowsDone: 0,
      rowsFailed: 0,
      requests: 0,
      notice: null,
      metrics: null,
      ...this.pace.read(0),
    };
  }

  readonly getState = (): ScoringState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Scores what is not scored yet: at first everything, later what failed or was left. */
  async run(): Promise<void> {
    if (this.current.phase === "scoring") return;
    const stopper = new AbortController();
    const { signal } = stopper;
    this.stopper = stopper;
    this.searches = 0;
    this.results.forgetFaults();
    this.pace.start(this.ports.now());
    this.change({ phase: "scoring", rowsFailed: 0, notice: null });
    try {
      await mapLimited(this.results.chunks, CONCURRENCY, (chunk) => this.score(chunk, signal));
      this.end("done", null);
    } catch (error) {
      // A pause said so itself, and another run may be under way since.
      if (signal.aborted) return;
      stopper.abort();
      // Also what nobody foresaw, as a file that was moved since it was chosen, is shown there.
      this.end("stopped", error instanceof Error ? error.message : String(error));
    }
  }

  pause(): void {
    if (this.current.phase !== "scoring") return;
    this.end("paused", null);
    this.stopper.abort();
  }

  private end(phase: ScoringPhase, notice: string | null): void {
    const now = this.ports.now();
    this.pace.stop(now);
    this.change({ ...this.pace.read(now), phase, notice });
  }

  private async score(chunk: CsvChunk, signal: AbortSignal): Promise<void> {
    const left = this.results.left(chunk);
    if (left.length > 0) await this.settle(chunk, left, signal, true);
  }

  /** Asks for rows of a chunk until each has a prediction or a reason. True when any failed. */
  private async settle(
    chunk: CsvChunk,
    positions: readonly number[],
    signal: AbortSignal,
    trustsNames: boolean,
  ): Promise<boolean> {
    const { predictions, fault } = await this.ask(chunk, positions, signal);
    signal.throwIfAborted();
    if (predictions) {
      await this.results.add(chunk, positions, predictions);
      this.progress({ done: positions.length, failed: 0 });
      return false;
    }
    if (fault.kind === "stop" || fault.kind === "away") throw new RunStopped(fault.message);
    const canPart = positions.length > 1 && fault.kind !== "busy";
    if (!canPart || this.searches >= searchBudget(this.current.rowsDone)) {
      this.fail(chunk, positions, fault.message);
      return true;
    }
    const { parts, byName } = partsOf(positions, fault.message, trustsNames);
    let failed = false;
    for (const part of parts) {
      this.searches += 1;
      // Names that led to good rows only are counted in some other way: not to be followed again.
      const trusts: boolean = trustsNames && (!byName || part.length === 1 || failed);
      failed = (await this.settle(chunk, part, signal, trusts)) || failed;
    }
    return failed;
  }

  private fail(chunk: CsvChunk, positions: readonly number[], message: string): void {
    const rows = positions.map((at) => chunk.firstRow + at);
    this.results.fail(chunk, { rows, message: inFileRows(message, rows) });
    this.progress({ done: 0, failed: rows.length });
  }

  /** The answer for rows of a chunk, asked again where waiting may help. */
  private async ask(
    chunk: CsvChunk,
    positions: readonly number[],
    signal: AbortSignal,
  ): Promise<Answer> {
    const isWhole = positions.length === chunk.rows;
    for (let tried = 1; ; tried += 1) {
      signal.throwIfAborted();
      const outcome = await this.invoke(chunk, positions, signal);
      const answer = answerOf(outcome, positions.length);
      if (!answer.fault || tried >= attemptsFor(answer.fault, isWhole)) return answer;
      this.change({ notice: answer.fault.message });
      await this.ports.wait(FIRST_WAIT_MS * 2 ** (tried - 1), signal);
    }
  }

  private async invoke(
    chunk: CsvChunk,
    positions: readonly number[],
    signal: AbortSignal,
  ): Promise<InvokeOutcome> {
    const isWhole = positions.length === chunk.rows;
    const body = await (isWhole ? this.bodies.whole(chunk) : this.bodies.some(chunk, positions));
    signal.throwIfAborted();
    this.change({ requests: this.current.requests + 1 });
    const sent = this.ports.now();
    const outcome = await this.ports.invoke(body, this.bodies.header, signal);
    this.pace.answered(this.ports.now() - sent);
    return outcome;
  }

  private progress({ done, failed }: { readonly done: number; readonly failed: number }): void {
    const rowsDone = this.current.rowsDone + done;
    const now = this.ports.now();
    this.pace.rows(now, done + failed, rowsDone);
    this.change({
      ...this.pace.read(now),
      rowsDone,
      rowsFailed: this.current.rowsFailed + failed,
      notice: done > 0 ? null : this.current.notice,
      metrics: this.results.metrics(),
    });
  }

  private change(part: Partial<ScoringState>): void {
    this.current = { ...this.current, ...part };
    for (const listener of this.listeners) listener();
  }
}

/** Without one answer for each row, no answer can be put beside its row. */
function answerOf(outcome: InvokeOutcome, rows: number): Answer {
  if (!outcome.ok) return { predictions: null, fault: outcome.fault };
  const predictions = answersOf(outcome.answer.text, rows);
  if (predictions) return { predictions, fault: null };
  const lines = outcome.answer.text.replace(/\r?\n$/, "").split("\n").length;
  const message = apiSentences.rowsAndAnswersDiffer(lines, rows);
  return { predictions: null, fault: { kind: "refused", message } };
}
