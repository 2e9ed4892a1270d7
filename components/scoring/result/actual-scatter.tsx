"use client";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { Point } from "@/components/charts/chart-types";
import { Figure } from "@/components/charts/figure";
import { Scatter } from "@/components/charts/scatter";
import { QueryPanel } from "@/components/layout/query-panel";
import type { Results } from "@/lib/client/scoring/results";
import { toNumber } from "@/lib/domain/column-types";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import type { RegressionMetrics } from "@/lib/domain/regression";
import { scoringWords as words } from "@/lib/words/scoring";

/** Reading a whole large file again would take too long. */
const READ_ROWS = 10_000;

async function pairs(results: Results): Promise<readonly Point[]> {
  const { labelAt } = results;
  if (labelAt === null) return [];
  const rows = await results.rows(1, READ_ROWS);
  return rows.flatMap(({ cells, prediction }): Point[] => {
    const actual = toNumber(cells[labelAt] ?? "");
    const predicted = toNumber(prediction ?? "");
    return actual === null || predicted === null ? [] : [[actual, predicted]];
  });
}

export interface ActualScatterProps {
  readonly results: Results;
  readonly metrics: RegressionMetrics;
  readonly target: string;
}

/** Predictions beside the values the file has itself. */
export function ActualScatter({ results, metrics, target }: ActualScatterProps) {
  const id = useId();
  const query = useQuery({
    queryKey: ["scored-pairs", id],
    queryFn: () => pairs(results),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <QueryPanel query={query} rows={6}>
      {(points) => (
        <Figure
          title={words.scatter}
          unit={words.scatterUnit(formatNumber(points.length))}
          caption={words.scatterCaption(
            formatMetric(metrics.rmse, 5),
            formatMetric(metrics.mae, 5),
          )}
        >
          <Scatter
            points={points}
            xName={words.actual(target)}
            yName={words.predicted(target)}
            diagonal={words.equal}
          />
        </Figure>
      )}
    </QueryPanel>
  );
}
