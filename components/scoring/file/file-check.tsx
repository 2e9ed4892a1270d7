"use client";
import { useQuery } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { NextAction } from "@/components/ui/next-action";
import { Segmented } from "@/components/ui/segmented";
import { endpoints } from "@/lib/client/endpoints";
import { useTarget } from "@/lib/client/target-context";
import type { ModelSchema } from "@/lib/contracts/model-files";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { endpointCan } from "@/lib/domain/endpoints";
import { formatBytes, formatNumber } from "@/lib/domain/format";
import type { SchemaCheck } from "@/lib/domain/schema-check";
import { scoringWords as words } from "@/lib/words/scoring";
import { checkAnswer } from "./check-answer";
import type { PreparedFile } from "./use-prepared-file";
import { VerdictTable } from "./verdict-table";

export interface FileCheckProps {
  readonly endpoint: string;
  readonly prepared: PreparedFile;
  readonly schema: ModelSchema | null;
  /** Null where the model has no schema to check against. */
  readonly check: SchemaCheck | null;
  /** Why there is no schema. */
  readonly absent: string | null;
  readonly onHeader: (header: HeaderSetting) => void;
  readonly onScore: () => void;
}

/** What will be sent, or why nothing can be; the last stop before anything leaves the browser. */
export function FileCheck(props: FileCheckProps) {
  const { endpoint, prepared, schema, check, absent, onHeader, onScore } = props;
  const target = useTarget();
  const status = useQuery(endpoints.detail(target, endpoint)).data?.status;
  const { file, sample, index } = prepared;
  const answer = checkAnswer(prepared, check, absent);
  const rows = formatNumber(index.rows);
  const canInvoke = status === undefined || endpointCan("invoke", { status });
  return (
    <div className="grid grid-cols-1 gap-6">
      <NextAction
        title={answer.title}
        tone={answer.isBlocked ? "fail" : "accent"}
        actions={
          answer.isBlocked ? null : (
            <Button
              variant="primary"
              onClick={onScore}
              disabledReason={canInvoke ? null : words.notInService(status ?? "")}
            >
              {words.score(rows)}
            </Button>
          )
        }
      >
        {answer.text}
      </NextAction>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="m-0 break-words text-ink-2">
          {words.fileFacts(
            file.name,
            rows,
            formatNumber(sample.columns.length),
            formatBytes(file.size),
          )}
        </p>
        <Segmented
          label={words.header}
          options={[
            { value: "present", label: words.headerPresent },
            { value: "absent", label: words.headerAbsent },
          ]}
          value={sample.header}
          onChange={onHeader}
        />
      </div>
      <Warnings prepared={prepared} />
      {schema && check ? (
        <VerdictTable check={check} schema={schema} sample={sample} isWhole={sample.complete} />
      ) : null}
    </div>
  );
}

/** How the file differs from text/csv in UTF-8; empty where it does not. */
function otherForm({ sample, index }: PreparedFile): string {
  const delimited = sample.delimiter === "," ? "" : words.delimited[sample.delimiter];
  const encoded = index.encoding === "utf-8" ? "" : words.encodings[index.encoding];
  return [delimited, encoded].filter((text) => text !== "").join(" and ");
}

function Warnings({ prepared }: { readonly prepared: PreparedFile }) {
  const { sample, index } = prepared;
  const form = otherForm(prepared);
  return (
    <>
      {form ? <Banner>{words.rewritten(form)}</Banner> : null}
      {sample.ragged > 0 ? (
        <Banner tone="warn" title={words.ragged(formatNumber(sample.ragged))}>
          {words.raggedText}
        </Banner>
      ) : null}
      {index.tooLarge.length > 0 ? (
        <Banner
          tone="warn"
          title={words.tooLarge(index.tooLarge.map((row) => formatNumber(row)).join(", "))}
        >
          {words.tooLargeText}
        </Banner>
      ) : null}
    </>
  );
}
