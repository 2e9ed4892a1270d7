"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { Segmented } from "@/components/ui/segmented";
import { useToast } from "@/components/ui/toast";
import { updateDataset } from "@/lib/client/datasets";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetDetail, DatasetSettingsBody } from "@/lib/contracts/datasets";
import { uploadWords, datasetPageWords as words } from "@/lib/words/datasets";
import { TargetField } from "./target-field";

export interface DatasetSettingsProps {
  readonly dataset: DatasetDetail;
  readonly encoding: keyof typeof words.encodings;
}

/** Header and target, kept with the dataset as soon as they are chosen. */
export function DatasetSettings({ dataset, encoding }: DatasetSettingsProps) {
  const target = useTarget();
  const toast = useToast();
  const update = useMutation(updateDataset(useQueryClient(), target, dataset.name));
  const save = (settings: DatasetSettingsBody) =>
    update.mutate(settings, { onSuccess: () => toast({ text: words.saved }) });
  return (
    <Section title={words.settings}>
      {update.error ? <FailureBanner error={update.error} /> : null}
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <div className="field">
          <span className="field-label">{uploadWords.header}</span>
          <Segmented
            label={uploadWords.header}
            options={[
              { value: "present", label: uploadWords.headerPresent },
              { value: "absent", label: uploadWords.headerAbsent },
            ]}
            value={dataset.header}
            onChange={(header) => save({ header })}
          />
        </div>
        <TargetField
          columns={dataset.columns.map(({ name }) => name)}
          value={dataset.target ?? ""}
          onChange={(column) => save({ target: column || null })}
        />
      </div>
      <p className="mt-3 text-ink-3 text-xs">
        {words.reading(words.delimiters[dataset.delimiter], words.encodings[encoding])}
      </p>
    </Section>
  );
}
