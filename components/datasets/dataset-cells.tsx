"use client";
import { useQuery } from "@tanstack/react-query";
import { MiniHistogram } from "@/components/charts/mini-histogram";
import { StatusLabel } from "@/components/ui/status-label";
import { datasetGlance } from "@/lib/client/dataset-profile";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetGlance } from "@/lib/contracts/dataset-glance";
import type { DatasetSummary } from "@/lib/contracts/datasets";
import { isProfileOf } from "@/lib/domain/dataset-glance";
import { formatNumber } from "@/lib/domain/format";
import { datasetWords as words } from "@/lib/words/datasets";

/** Each costs a read from S3. */
export const GLANCED_ROWS = 50;

export interface ListedDataset extends DatasetSummary {
  /** False where nothing of it may be read beyond its files' names and sizes. */
  readonly isReadable: boolean;
  /** Whether its stored profile is looked at. */
  readonly isGlanced: boolean;
  /** Among the newest training jobs; null while they are not known. */
  readonly usedBy: string | null;
}

/** What its stored profile says; null where there is none, undefined before that is known. */
function useGlance(row: ListedDataset): DatasetGlance | null | undefined {
  const { data } = useQuery({
    ...datasetGlance(useTarget(), row.name, row.target),
    enabled: row.isGlanced,
  });
  if (!data) return undefined;
  return data.glance && isProfileOf(data.glance, row) ? data.glance : null;
}

interface CellProps {
  readonly row: ListedDataset;
}

/** Rows of the whole dataset, where its profile has counted them. */
export function Rows({ row }: CellProps) {
  const glance = useGlance(row);
  if (!glance) return null;
  return words.rows(formatNumber(glance.rows), glance.isWhole);
}

/** How the values of the column to predict are spread, where its profile has counted them. */
export function Spread({ row }: CellProps) {
  const counts = useGlance(row)?.spread;
  if (!counts || row.target === null) return null;
  return <MiniHistogram counts={counts} label={words.spread(row.target)} width={108} />;
}

/** What its profile found; it is made when somebody opens the dataset. */
export function Profile({ row }: CellProps) {
  const glance = useGlance(row);
  if (glance === null) return <span className="text-ink-3">{words.notProfiled}</span>;
  if (!glance) return null;
  return glance.findings === 0 ? (
    <StatusLabel kind="well">{words.clean}</StatusLabel>
  ) : (
    <StatusLabel kind="partial">{words.findings(formatNumber(glance.findings))}</StatusLabel>
  );
}
