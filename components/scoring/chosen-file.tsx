"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Meter } from "@/components/ui/upload-meter";
import { endpoints } from "@/lib/client/endpoints";
import { createScoring } from "@/lib/client/scoring";
import type { Scoring } from "@/lib/client/scoring/scoring";
import { useTarget } from "@/lib/client/target-context";
import type { ModelSchema, SchemaAnswer } from "@/lib/contracts/model-files";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { checkAgainstSchema } from "@/lib/domain/schema-check";
import { scoringWords as words } from "@/lib/words/scoring";
import { FileCheck } from "./file-check";
import { ScoringRun } from "./scoring-run";
import { type PreparedFile, usePreparedFile } from "./use-prepared-file";

export interface ChosenFileProps {
  readonly file: File;
  readonly endpoint: string;
}

/** One file on one endpoint: read, checked, then sent. */
export function ChosenFile({ file, endpoint }: ChosenFileProps) {
  const target = useTarget();
  const [header, setHeader] = useState<HeaderSetting>();
  const reading = usePreparedFile(file, header);
  const schema = useQuery(endpoints.schema(target, endpoint));
  if (reading.state === "refused") {
    const { title, fix } = words.sampleProblem[reading.problem];
    return (
      <Banner tone="fail" title={`${file.name}: ${title}`}>
        {fix}
      </Banner>
    );
  }
  if (reading.state === "unreadable") return <Banner tone="fail">{words.notReadable}</Banner>;
  if (schema.error) {
    return <FailureBanner error={schema.error} retry={() => void schema.refetch()} />;
  }
  if (reading.state === "reading") return <Meter label={words.reading} share={reading.share} />;
  if (!schema.data) return <SkeletonRows rows={8} />;
  return (
    <Prepared
      key={header ?? ""}
      endpoint={endpoint}
      prepared={reading.prepared}
      answer={schema.data}
      onHeader={setHeader}
    />
  );
}

interface PreparedProps {
  readonly endpoint: string;
  readonly prepared: PreparedFile;
  readonly answer: SchemaAnswer;
  readonly onHeader: (header: HeaderSetting) => void;
}

function Prepared({ endpoint, prepared, answer, onHeader }: PreparedProps) {
  const target = useTarget();
  const [scoring, setScoring] = useState<Scoring | null>(null);
  const { schema } = answer;
  const check = schema ? checkAgainstSchema(schema, prepared.sample) : null;
  const begin = () =>
    setScoring(
      createScoring(
        target,
        endpoint,
        prepared.index,
        sourceOf(prepared, schema, check?.labelAt ?? null),
      ),
    );
  if (scoring) {
    return (
      <ScoringRun
        scoring={scoring}
        prepared={prepared}
        schema={schema}
        onAgain={() => setScoring(null)}
      />
    );
  }
  return (
    <FileCheck
      endpoint={endpoint}
      prepared={prepared}
      schema={schema}
      check={check}
      absent={answer.absent}
      onHeader={onHeader}
      onScore={begin}
    />
  );
}

/** By name only where both the file and the model have names. */
function sourceOf(
  { file, sample }: PreparedFile,
  schema: ModelSchema | null,
  labelAt: number | null,
) {
  const hasNames = sample.header === "present";
  return {
    file,
    delimiter: sample.delimiter,
    columns: hasNames ? sample.columns.map(({ name }) => name) : null,
    labelAt,
    sendHeader: hasNames && schema?.header === "present",
  };
}
