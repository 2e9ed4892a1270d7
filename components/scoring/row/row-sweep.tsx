"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Figure } from "@/components/charts/figure";
import { LineChart } from "@/components/charts/line-chart";
import { QueryPanel } from "@/components/layout/query-panel";
import { Select } from "@/components/ui/input";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { toNumber } from "@/lib/domain/column-types";
import { formatMetric } from "@/lib/domain/format";
import { singleRowWords as words } from "@/lib/words/single-row";
import { rowCsv, sweep } from "./row-values";
import { predictRows, type Row } from "./use-row";

export interface RowSweepProps {
  readonly endpoint: string;
  readonly schema: ModelSchema;
  readonly row: Row;
}

/** What the model would say if one number of the row were another. */
export function RowSweep({ endpoint, schema, row }: RowSweepProps) {
  const ranged = schema.features.filter(
    (feature) => feature.used && sweep(feature, row.values).length > 1,
  );
  const [name, setName] = useState<string>();
  const feature = ranged.find((known) => known.name === name) ?? ranged[0];
  const steps = feature ? sweep(feature, row.values) : [];
  const sent = steps.map((step) => step.row);
  const query = useQuery({
    queryKey: [row.target, "row-sweep", endpoint, rowCsv(schema, sent)],
    queryFn: async () => {
      const { predictions } = await predictRows(row.target, endpoint, schema, sent);
      return steps.flatMap(({ at }, step) => {
        const value = toNumber(predictions[step] ?? "");
        return value === null ? [] : [[at, value] as const];
      });
    },
    // Typing is answered once the row itself is: each key would ask for all steps anew.
    enabled: steps.length > 0 && row.isValid && !row.isStale,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  if (!feature) return null;
  const ends = [feature.min ?? 0, feature.max ?? 0].map((end) => formatMetric(end));
  return (
    <QueryPanel query={query} rows={5}>
      {(points) => (
        <Figure
          title={words.if(feature.name)}
          caption={words.ifCaption(schema.target.name, feature.name, ends[0] ?? "", ends[1] ?? "")}
          controls={
            <Select
              aria-label={words.change}
              value={feature.name}
              options={ranged.map((known) => ({ value: known.name, label: known.name }))}
              onChange={(event) => setName(event.target.value)}
            />
          }
        >
          <LineChart
            x={{ kind: "number", name: feature.name }}
            panels={[
              {
                id: "sweep",
                height: 150,
                series: [{ id: "prediction", name: words.prediction, points }],
              },
            ]}
          />
        </Figure>
      )}
    </QueryPanel>
  );
}
