"use client";
import { Button } from "@/components/ui/button";
import type { Results } from "@/lib/client/scoring/results";
import { failedCsv, scoredCsv } from "@/lib/client/scoring/scored-csv";
import { scoringWords as words } from "@/lib/words/scoring";
import type { PreparedFile } from "../file/use-prepared-file";
import { addedColumns, stemOf } from "./scored-view";
import { useDownload } from "./use-download";

export interface DownloadProps {
  readonly results: Results;
  readonly prepared: PreparedFile;
  /** The primary one unless told. */
  readonly variant?: "primary" | "outline";
}

const isUnscored = (results: Results): boolean =>
  results.chunks.some((chunk) => results.left(chunk).length > 0);

/** The file with its predictions; where rows have none, with the reason beside them. */
export function DownloadScored({ results, prepared, variant = "primary" }: DownloadProps) {
  const { busy, save } = useDownload(
    () => {
      const withReason = isUnscored(results);
      return scoredCsv(results, addedColumns(prepared, { withReason }));
    },
    words.scoredFile(stemOf(prepared.file.name)),
  );
  return (
    <Button variant={variant} icon="download" busy={busy} onClick={save}>
      {words.download}
    </Button>
  );
}

/** The rows without a prediction alone, to be mended. */
export function DownloadFailed({ results, prepared }: Omit<DownloadProps, "variant">) {
  const { busy, save } = useDownload(
    () => failedCsv(results, addedColumns(prepared, { withReason: true })),
    words.failedFileName(stemOf(prepared.file.name)),
  );
  return (
    <Button icon="download" busy={busy} onClick={save}>
      {words.downloadFailed}
    </Button>
  );
}
