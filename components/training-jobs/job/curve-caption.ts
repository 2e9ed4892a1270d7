import type { ChartPanel } from "@/components/charts/chart-types";
import { formatClock, formatMetric, formatNumber } from "@/lib/domain/format";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import { bestPoint } from "./curves";

/**
 * Sentences that say what the curves show: first and last value of each, and the best.
 * @param stepName what x counts, or null when it is a time
 */
export function curveCaption(panels: readonly ChartPanel[], stepName: string | null): string {
  const at = (x: number) =>
    stepName === null ? formatClock(x) : words.curve.at(stepName, formatNumber(x));
  return panels
    .flatMap(({ series }) => series)
    .map((curve) => {
      const { name, points } = curve;
      const [first, last, best] = [points[0], points.at(-1), bestPoint(curve)];
      if (!first || !last) return "";
      const course = words.curve.one(name, formatMetric(first[1]), formatMetric(last[1]));
      return !best || best === first || best === last
        ? course
        : `${course} ${words.curve.best(formatMetric(best[1]), at(best[0]))}`;
    })
    .join(" ");
}
