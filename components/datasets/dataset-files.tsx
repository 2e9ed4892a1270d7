"use client";
import { Section } from "@/components/layout/section";
import { IconButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { useToast } from "@/components/ui/toast";
import { datasetDownload } from "@/lib/client/datasets";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatBytes } from "@/lib/domain/format";
import { datasetPageWords as words } from "@/lib/words/datasets";

/** The objects a dataset is made of, each to be fetched from S3. */
export function DatasetFiles({ dataset }: { readonly dataset: DatasetDetail }) {
  const target = useTarget();
  const toast = useToast();
  const download = async (file: string) => {
    try {
      const { url } = await datasetDownload(target, dataset.name, file);
      window.location.assign(url);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      toast({ text: `${words.downloadFailed}: ${why}`, kind: "failed" });
    }
  };
  return (
    <Section title={words.files}>
      <DescriptionList
        items={dataset.files.map(({ name, size }) => ({
          id: name,
          term: <code className="break-all">{name}</code>,
          value: (
            <span className="flex items-center justify-end gap-2">
              {formatBytes(size)}
              <IconButton
                icon="download"
                size="sm"
                label={`${words.download} ${name}`}
                onClick={() => void download(name)}
              />
            </span>
          ),
        }))}
      />
    </Section>
  );
}
