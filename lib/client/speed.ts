/** How far back the speed looks; shorter jumps with every part, longer hides a line that died. */
const WINDOW_MS = 8000;

interface Mark {
  readonly at: number;
  readonly amount: number;
}

/** Bytes or rows a second over the last seconds; times are of a monotonic clock, in milliseconds. */
export class SpeedMeter {
  private marks: Mark[] = [];

  add(at: number, amount: number): void {
    this.marks = [...this.marks.filter((mark) => at - mark.at <= WINDOW_MS), { at, amount }];
  }

  /** A pause must not count as slowness. */
  reset(): void {
    this.marks = [];
  }

  /** Null until two marks lie at least a second apart. */
  perSecond(): number | null {
    const first = this.marks[0];
    const last = this.marks.at(-1);
    if (!first || !last || last.at - first.at < 1000) return null;
    return ((last.amount - first.amount) * 1000) / (last.at - first.at);
  }
}
