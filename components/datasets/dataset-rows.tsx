"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { PagedRows } from "@/components/layout/paged-rows";
import { Checkbox } from "@/components/ui/checkbox";
import { datasetRowsKey, readDatasetRows } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetProfile } from "@/lib/contracts/dataset-profile";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatNumber } from "@/lib/domain/format";
import { datasetPageWords as words } from "@/lib/words/datasets";
import { gridOf } from "./sample-grid";

export interface DatasetRowsProps {
  readonly dataset: DatasetDetail;
  /** Null until it is made. */
  readonly profile: DatasetProfile | null;
}

/** The rows as they stand in the files, all of them or those with something missing. */
export function DatasetRows({ dataset, profile }: DatasetRowsProps) {
  const target = useTarget();
  const router = useRouter();
  const search = useSearchParams();
  const grid = gridOf(dataset.columns, dataset.target);
  // Until where the rows begin is written down, only those of the first stretch can be read.
  const known = profile ? sumOfIndexed(profile, "rows") : 0;
  const incomplete = profile ? sumOfIndexed(profile, "incomplete") : 0;
  const missing = search.get("missing") === "1" && incomplete > 0 ? ("1" as const) : undefined;
  const count = Math.max(known, dataset.sampledRows);
  const all = profile ? known >= profile.rows : dataset.complete;
  const asideOf = () => {
    if (missing) return words.incompleteOf(formatNumber(incomplete), formatNumber(count));
    return all ? null : words.firstRowsOf(formatNumber(count));
  };
  const aside = asideOf();
  return (
    <PagedRows
      title={words.preview}
      {...(aside === null ? {} : { aside })}
      columns={grid.columns}
      count={missing ? incomplete : count}
      startAt={search.get("row") ?? ""}
      isFiltered={missing !== undefined}
      filter={
        incomplete > 0 ? (
          <Checkbox
            label={words.onlyIncomplete}
            checked={missing !== undefined}
            onChange={({ target: { checked } }) =>
              router.replace(
                href.dataset(target, dataset.name, { missing: checked ? "1" : undefined }),
                { scroll: false },
              )
            }
          />
        ) : null
      }
      queryKey={[...datasetRowsKey(target, dataset), missing ?? ""]}
      load={async (offset, limit, signal) => {
        const page = { offset, limit, missing };
        const { rows } = await readDatasetRows(target, dataset.name, page, signal);
        return rows.map(({ number, cells }) => ({ number, cells: grid.cellsOf(cells) }));
      }}
    />
  );
}

/** Over the files from the first one on whose records can be found. */
function sumOfIndexed({ files }: DatasetProfile, what: "rows" | "incomplete"): number {
  const end = files.findIndex(({ indexed }) => !indexed);
  return files.slice(0, end < 0 ? undefined : end).reduce((sum, file) => sum + file[what], 0);
}
