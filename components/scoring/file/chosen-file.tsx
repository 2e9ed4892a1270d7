"use client";
import { useQuery } from "@tanstack/react-query";
import { FailureBanner } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { Meter } from "@/components/ui/upload-meter";
import { endpoints } from "@/lib/client/endpoints";
import { createScoring } from "@/lib/client/scoring";
import { Results } from "@/lib/client/scoring/results";
import type { Scoring } from "@/lib/client/scoring/scoring";
import { useTarget } from "@/lib/client/target-context";
import type { ModelSchema, SchemaAnswer } from "@/lib/contracts/model-files";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { formatNumber } from "@/lib/domain/format";
import { checkAgainstSchema, type SchemaCheck } from "@/lib/domain/schema-check";
import { scoringWords as words } from "@/lib/words/scoring";
import { FileCheck } from "./file-check";
import type { KeptRun } from "./run-keeper";
import { ScoringRun } from "./scoring-run";
import { useKept } from "./use-kept";
import { type PreparedFile, usePreparedFile } from "./use-prepared-file";

export interface ChosenFileProps {
  readonly file: File;
  readonly endpoint: string;
  /** Where its finished run is kept. */
  readonly kept: KeptRun | null;
  readonly onKept: (kept: KeptRun) => void;
}

/** One file on one endpoint: read, checked, then sent. */
export function ChosenFile({ file, endpoint, kept, onKept }: ChosenFileProps) {
  const target = useTarget();
  const [header, setHeader] = useKept<HeaderSetting | undefined>(file, "header", undefined);
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
      kept={kept}
      onKept={onKept}
      onHeader={setHeader}
    />
  );
}

interface PreparedProps extends Pick<ChosenFileProps, "endpoint" | "kept" | "onKept"> {
  readonly prepared: PreparedFile;
  readonly answer: SchemaAnswer;
  readonly onHeader: (header: HeaderSetting) => void;
}

function Prepared({ endpoint, prepared, answer, kept, onKept, onHeader }: PreparedProps) {
  const target = useTarget();
  const toast = useToast();
  const [scoring, setScoring] = useKept<Scoring | null>(prepared, "scoring", null);
  const { schema } = answer;
  const check = schema ? checkAgainstSchema(schema, prepared.sample) : null;
  const begin = () => {
    const begun = newScoring(target, endpoint, prepared, schema, check);
    setScoring(begun);
    void begun.run();
  };
  const leave = (left: Scoring) => {
    const { phase, rowsDone } = left.getState();
    left.pause();
    setScoring(null);
    if (phase === "done" || rowsDone === 0) return;
    toast({ text: words.cancelled(formatNumber(rowsDone)), undo: () => setScoring(left) });
  };
  if (scoring) {
    return (
      <ScoringRun
        endpoint={endpoint}
        scoring={scoring}
        prepared={prepared}
        schema={schema}
        kept={kept}
        onKept={onKept}
        onLeave={() => leave(scoring)}
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

/** By name only where both the file and the model have names; nobody knows without a schema. */
function newScoring(
  target: string,
  endpoint: string,
  { file, sample, index }: PreparedFile,
  schema: ModelSchema | null,
  check: SchemaCheck | null,
): Scoring {
  const { delimiter, header, columns, repeated } = sample;
  const byName = header === "present" && schema?.header === "present";
  const table = { file, delimiter, encoding: index.encoding };
  const results = new Results(table, index.chunks, check?.labelAt ?? null);
  return createScoring(target, endpoint, results, {
    table,
    rowsStart: index.rowsStart,
    header: schema ? (byName ? "present" : "absent") : null,
    names: byName && repeated.length > 0 ? columns.map(({ name }) => name) : null,
  });
}
