"use client";
import type { ReactNode } from "react";
import { CodeTabs } from "@/components/ui/code-tabs";
import { DescriptionList } from "@/components/ui/description-list";
import type { ModelSchema } from "@/lib/contracts/model-files";
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
  const type = `text/csv; header=${schema.header}`;
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
      <CodeTabs
        label={words.code}
        tabs={[
          { id: "boto3", label: "boto3", code: boto3(endpoint, type, answer.sent) },
          { id: "cli", label: "CLI", code: cli(endpoint, type, answer.sent) },
        ]}
      />
    </>
  );
}

const boto3 = (endpoint: string, type: string, body: string): string =>
  `import boto3

answer = boto3.client("sagemaker-runtime").invoke_endpoint(
    EndpointName=${JSON.stringify(endpoint)},
    ContentType=${JSON.stringify(type)},
    Accept="text/csv",
    Body=${JSON.stringify(body)},
)
print(answer["Body"].read().decode())`;

const shellText = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const cli = (endpoint: string, type: string, body: string): string =>
  `aws sagemaker-runtime invoke-endpoint \\
  --endpoint-name ${endpoint} \\
  --content-type ${shellText(type)} --accept text/csv \\
  --cli-binary-format raw-in-base64-out \\
  --body ${shellText(body.replaceAll("\r\n", "\n"))} /dev/stdout`;
