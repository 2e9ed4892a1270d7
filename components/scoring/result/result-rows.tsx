"use client";
import { useId } from "react";
import { PagedRows } from "@/components/layout/paged-rows";
import { toNumber } from "@/lib/domain/column-types";
import { formatMetric } from "@/lib/domain/format";
import { scoringWords as words } from "@/lib/words/scoring";
import type { ScoredView } from "./scored-view";

export interface ResultRowsProps {
  readonly view: ScoredView;
}

/** The file that is downloaded has every digit; a column is read more easily with six. */
function shown(prediction: string | null): string | null {
  const value = toNumber(prediction ?? "");
  return value === null ? prediction : formatMetric(Number(value.toPrecision(6)), 6);
}

const isNumber = (type: string): boolean => type === "number" || type === "integer";

/** The file's rows with their predictions, read from the file again. */
export function ResultRows({ view }: ResultRowsProps) {
  const id = useId();
  const columns = [
    ...view.columns.map(({ name, type }) => ({ name, isNumber: isNumber(type) })),
    { name: view.predictionName, isNumber: true, isTarget: true },
  ];
  return (
    <PagedRows
      title={words.rows}
      columns={columns}
      count={view.rows}
      queryKey={["scored-rows", id]}
      load={async (offset, limit) => {
        const rows = await view.results.rows(offset + 1, limit);
        return rows.map(({ cells, prediction }, row) => ({
          number: offset + row + 1,
          cells: [...view.columns.map((_, at) => cells[at]?.trim() || null), shown(prediction)],
        }));
      }}
    />
  );
}
