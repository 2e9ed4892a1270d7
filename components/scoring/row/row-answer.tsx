"use client";
import type { ReactNode } from "react";
import { SameAsCode } from "@/components/layout/same-as-code";
import { DescriptionList } from "@/components/ui/description-list";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { invocationCode } from "@/lib/domain/code/invocation-code";
import { toNumber } from "@/lib/domain/column-types";
import { formatMetric } from "@/lib/domain/format";
import { singleRowWords as words } from "@/lib/words/single-row";
import { RowSweep } from "./row-sweep";
import type { Row, RowAnswer } from "./use-row";

const DIGITS = 6;

/** A number with six digits, what is no number as it is. */
function shown(prediction: string): string {
  const value = toNumber(prediction);
  return value === null ? prediction : formatMetric(Number(value.toPrecision(DIGITS)), DIGITS);
}

export interface RowAnswerPanelProps {
  readonly endpoint: string;
  readonly schema: ModelSchema;
  readonly row: Row;
  /** The button that asks. */
  readonly children: ReactNode;
}

/** What the model says to the row, and how it came about. */
export function RowAnswerPanel({ endpoint, schema, row, children }: RowAnswerPanelProps) {
  const { answer } = row;
  const { target } = schema;
  return (
    <>
      <div aria-live="polite">
        <p className="m-0 text-ink-3 text-xs">{words.predicted(target.name)}</p>
        <p className="m-0 break-words font-semibold text-[2.25rem] leading-[2.75rem] tracking-tight">
          {answer ? shown(answer.prediction) : words.none}
        </p>
        <p className="m-0 text-ink-2">{note(row, target.mean)}</p>
      </div>
      {children}
      {answer ? <RowSweep endpoint={endpoint} schema={schema} row={row} /> : null}
      {answer ? <Evidence endpoint={endpoint} schema={schema} answer={answer} /> : null}
    </>
  );
}

function note({ answer, isStale }: Row, mean: number | null): string {
  if (!answer) return words.noteNone;
  if (isStale) return words.stale;
  return mean === null ? "" : words.trainedMean(shown(String(mean)));
}

interface EvidenceProps {
  readonly endpoint: string;
  readonly schema: ModelSchema;
  readonly answer: RowAnswer;
}

function Evidence({ endpoint, schema, answer }: EvidenceProps) {
  const contentType = `text/csv; header=${schema.header}`;
  return (
    <>
      <DescriptionList
        items={[
          {
            id: "latency",
            term: words.latency,
            value: words.milliseconds(formatMetric(Math.round(answer.milliseconds))),
          },
          ...(answer.variant
            ? [{ id: "by", term: words.answeredBy, value: words.variant(answer.variant) }]
            : []),
          {
            id: "sent",
            term: words.sent,
            value: <code className="whitespace-pre-wrap break-words text-xs">{answer.sent}</code>,
          },
        ]}
      />
      <SameAsCode code={invocationCode({ endpoint, contentType, body: answer.sent })} />
    </>
  );
}
