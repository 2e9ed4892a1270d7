"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/input";
import { RecordGrid } from "@/components/ui/record-grid";
import { toNumber } from "@/lib/domain/column-types";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { scoringWords as words } from "@/lib/words/scoring";
import type { ScoredView } from "./scored-view";

/** Rows read at once; the grid draws only those in sight. */
const WINDOW = 1000;

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
  const [typed, setTyped] = useState("");
  const row = /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : 0;
  const isRow = row >= 1 && row <= view.rows;
  const from = isRow ? Math.floor((row - 1) / WINDOW) * WINDOW + 1 : 1;
  const query = useQuery({
    queryKey: ["scored-rows", id, from],
    queryFn: () => view.results.rows(from, WINDOW),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const last = Math.min(view.rows, from + WINDOW - 1);
  const columns = [
    ...view.columns.map(({ name, type }) => ({ name, isNumber: isNumber(type) })),
    {
      name: view.predictionName,
      isNumber: true,
      isTarget: true,
    },
  ];
  return (
    <Section
      title={words.rows}
      aside={words.rowsShown(formatNumber(from), formatNumber(last), formatNumber(view.rows))}
    >
      <div className="mb-3 w-40">
        <Field
          label={words.goTo}
          {...(typed === "" || isRow ? {} : { error: words.goToProblem(formatNumber(view.rows)) })}
        >
          <NumberField integer value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </div>
      <QueryPanel query={query} rows={10}>
        {(rows) => (
          <RecordGrid
            label={words.rows}
            columns={columns}
            rows={rows.map(({ cells, prediction }) => [
              ...view.columns.map((_, at) => cells[at]?.trim() || null),
              shown(prediction),
            ])}
            firstNumber={from}
            {...(isRow ? { at: row } : {})}
          />
        )}
      </QueryPanel>
    </Section>
  );
}
