/** What a line counts by: `trees=320` is step 320 in trees. */
export interface Step {
  readonly name: string;
  readonly value: number;
}

/** One value found in a log line. */
export interface MetricPoint {
  readonly metric: string;
  readonly value: number;
  /** Milliseconds since 1970 at which the line was written. */
  readonly at: number;
  /** The line's index from the head of its log stream. */
  readonly line: number;
  /** The step the line names, or null: then only time orders the points. */
  readonly step: Step | null;
}

/** Every second value of each metric: a curve keeps its form at half the memory. */
export function thinPoints(points: readonly MetricPoint[]): MetricPoint[] {
  const counts = new Map<string, number>();
  return points.filter(({ metric }) => {
    const count = counts.get(metric) ?? 0;
    counts.set(metric, count + 1);
    return count % 2 === 0;
  });
}
