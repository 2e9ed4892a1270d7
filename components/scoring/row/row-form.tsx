"use client";
import { useState } from "react";
import { DraftNote } from "@/components/layout/draft-note";
import { FailureBanner } from "@/components/layout/query-panel";
import { useOnTargetBack } from "@/components/layout/target-problem";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/input";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { singleRowWords as words } from "@/lib/words/single-row";
import { RowAnswerPanel } from "./row-answer";
import { RowField } from "./row-field";
import { emptyRow, typicalRow } from "./row-values";
import { usePredictAsTyped, useRow } from "./use-row";

const STARTS = [
  { value: "typical", label: words.typical, row: typicalRow },
  { value: "empty", label: words.empty, row: emptyRow },
] as const;

export interface RowFormProps {
  readonly endpoint: string;
  readonly schema: ModelSchema;
}

/** The columns of training as fields, and what the model says to the row. */
export function RowForm({ endpoint, schema }: RowFormProps) {
  const row = useRow(endpoint, schema);
  useOnTargetBack(row.error, row.predict);
  const [asTyped, setAsTyped] = useState(false);
  usePredictAsTyped(row, asTyped);
  return (
    <form
      className="form-page"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        row.predict();
      }}
    >
      <div className="grid grid-cols-1 content-start gap-5">
        <span className="w-64 max-w-full">
          <Select
            aria-label={words.startFrom}
            placeholder={words.startFrom}
            value=""
            options={STARTS}
            onChange={({ target: { value } }) => {
              const start = STARTS.find((known) => known.value === value);
              if (start) row.draft.put({ ...start.row(schema) });
            }}
          />
        </span>
        <div className="grid grid-cols-1 gap-x-5 gap-y-4 sm:grid-cols-2">
          {schema.features.map((feature) => (
            <RowField
              key={feature.name}
              feature={feature}
              value={row.values[feature.name] ?? ""}
              onChange={(text) => row.set(feature.name, text)}
            />
          ))}
        </div>
      </div>
      <aside className="grid grid-cols-1 content-start gap-5">
        <RowAnswerPanel endpoint={endpoint} schema={schema} row={row}>
          <div className="flex flex-wrap items-center gap-3">
            <Button
              type="submit"
              variant="primary"
              keys="⌘↵"
              busy={row.isPending}
              disabledReason={row.isValid ? null : words.notNumber}
            >
              {words.predict}
            </Button>
            <Checkbox
              label={words.asTyped}
              checked={asTyped}
              onChange={(event) => setAsTyped(event.target.checked)}
            />
          </div>
          <DraftNote draft={row.draft} />
          {row.error ? <FailureBanner error={row.error} retry={row.predict} /> : null}
        </RowAnswerPanel>
      </aside>
    </form>
  );
}
