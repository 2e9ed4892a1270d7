"use client";
import { type FormEvent, useState } from "react";
import { Columns, Section } from "@/components/layout/section";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useTarget } from "@/lib/client/target-context";
import { readUnfinished } from "@/lib/client/upload/unfinished";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import type { CsvSample } from "@/lib/domain/csv-sample";
import { formatBytes, formatNumber } from "@/lib/domain/format";
import { datasetNameProblem, suggestDatasetName } from "@/lib/domain/names";
import { uploadWords as words } from "@/lib/words/datasets";
import { SampleGrid } from "./sample-grid";
import { TargetField } from "./target-field";

export interface UploadSettings {
  readonly name: string;
  readonly header: HeaderSetting;
  readonly target: string | null;
}

export interface UploadFormProps {
  readonly file: File;
  readonly sample: CsvSample;
  /** What the person said of the header; null leaves it to what is found. */
  readonly header: HeaderSetting | null;
  readonly onHeader: (header: HeaderSetting) => void;
  readonly onBegin: (settings: UploadSettings) => void;
}

const SHOWN_ROWS = 100;

/** Name, header and target of the file that was chosen, beside its first rows. */
export function UploadForm({ file, sample, header, onHeader, onBegin }: UploadFormProps) {
  const target = useTarget();
  const [unfinished] = useState(() => readUnfinished(target, file));
  const [name, setName] = useState(unfinished?.name ?? suggestDatasetName(file.name));
  const [chosen, setChosen] = useState<string | null>(null);
  const problem = datasetNameProblem(name);
  const names = sample.columns.map((column) => column.name);
  // By custom the target stands last; whoever scores this file says "none".
  const column = chosen === "" || (chosen && names.includes(chosen)) ? chosen : names.at(-1);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (!problem) onBegin({ name, header: sample.header, target: column || null });
  };
  return (
    <form onSubmit={begin}>
      <Columns template="minmax(0,1fr) 340px">
        <div>
          {unfinished?.name === name ? (
            <Banner title={words.goesOn}>{words.goesOnText(name)}</Banner>
          ) : null}
          {sample.ragged > 0 ? (
            <Banner tone="warn">{words.ragged(formatNumber(sample.ragged))}</Banner>
          ) : null}
          <Section title={words.firstRows} aside={words.fromFile}>
            <SampleGrid
              label={words.firstRows}
              columns={sample.columns}
              rows={sample.rows.slice(0, SHOWN_ROWS)}
              target={column ?? null}
            />
          </Section>
        </div>
        <div className="grid content-start gap-4">
          <p className="m-0 break-all">
            <b>{file.name}</b> <span className="text-ink-3">{formatBytes(file.size)}</span>
          </p>
          <Field
            label={words.name}
            hint={words.nameHint(name)}
            {...(problem ? { error: words.nameProblem[problem] } : {})}
          >
            <Input
              mono
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <div className="field">
            <span className="field-label">{words.header}</span>
            <Segmented
              label={words.header}
              options={[
                { value: "present", label: words.headerPresent },
                { value: "absent", label: words.headerAbsent },
              ]}
              value={sample.header}
              onChange={onHeader}
            />
            <p className="hint">{header === null ? words.headerDetected : words.headerChosen}</p>
          </div>
          <TargetField columns={names} value={column ?? ""} onChange={setChosen} />
          <Button
            type="submit"
            variant="primary"
            disabledReason={problem ? words.nameProblem[problem] : null}
          >
            {words.begin}
          </Button>
        </div>
      </Columns>
    </form>
  );
}
