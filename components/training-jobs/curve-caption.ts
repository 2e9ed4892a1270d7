import type { ChartPanel, Point } from "@/components/charts/chart-types";
import { formatClock, formatMetric } from "@/lib/domain/format";
import { jobPageWords as words } from "@/lib/words/training-jobs";

const lowest = (points: readonly Point[]): Point | undefined =>
  points.reduce<Point | undefined>(
    (best, point) => (best === undefined || point[1] < best[1] ? point : best),
    undefined,
  );

/** Sentences that say what the curves show: first and last value of each, and the lowest. */
export function curveCaption(panels: readonly ChartPanel[], kind: "step" | "time"): string {
  const at = (x: number) =>
    kind === "step" ? words.curve.at(words.xStep, String(x)) : formatClock(x);
  return panels
    .flatMap(({ series }) => series)
    .map(({ name, points }) => {
      const [first, last, low] = [points[0], points.at(-1), lowest(points)];
      if (!first || !last || !low) return "";
      const course = words.curve.one(name, formatMetric(first[1]), formatMetric(last[1]));
      return low === first || low === last
        ? course
        : `${course} ${words.curve.best(formatMetric(low[1]), at(low[0]))}`;
    })
    .join(" ");
}
