import { SpeedMeter } from "../speed";

/** Requests that latencies are judged by; enough for a 99th percentile. */
const LATEST = 1000;

export interface Pace {
  readonly elapsedMs: number;
  readonly rowsPerSecond: number | null;
  /** Milliseconds a request takes, the mean and the 99th percentile of the latest. */
  readonly latencyMs: { readonly mean: number; readonly p99: number } | null;
  /** Rows answered in each second since the start. */
  readonly bySecond: readonly number[];
}

/** How fast a run goes; all times are milliseconds of a monotonic clock. */
export class PaceMeter {
  private readonly speed = new SpeedMeter();
  private readonly latencies: number[] = [];
  private readonly bySecond: number[] = [];
  private began: number | null = null;
  private before = 0;

  /** Begins, or goes on after a pause, which does not count. */
  start(now: number): void {
    this.before = this.elapsed(now);
    this.began = now;
    this.speed.reset();
  }

  /** The clock stands still from here. */
  stop(now: number): void {
    this.before = this.elapsed(now);
    this.began = null;
  }

  answered(milliseconds: number): void {
    this.latencies.push(milliseconds);
    if (this.latencies.length > LATEST) this.latencies.shift();
  }

  rows(now: number, count: number, done: number): void {
    this.speed.add(now, done);
    const second = Math.floor(this.elapsed(now) / 1000);
    while (this.bySecond.length <= second) this.bySecond.push(0);
    this.bySecond[second] = (this.bySecond[second] ?? 0) + count;
  }

  read(now: number): Pace {
    return {
      elapsedMs: this.elapsed(now),
      rowsPerSecond: this.speed.perSecond(),
      latencyMs: this.latency(),
      // The second under way is not full yet.
      bySecond: this.bySecond.slice(0, -1),
    };
  }

  private elapsed(now: number): number {
    return this.began === null ? this.before : this.before + now - this.began;
  }

  private latency(): Pace["latencyMs"] {
    const { latencies } = this;
    if (latencies.length === 0) return null;
    const sorted = latencies.toSorted((a, b) => a - b);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    return { mean, p99: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? mean };
  }
}
