"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { seriesCss } from "@/components/charts/chart-colors";
import { Age } from "@/components/layout/age";
import { Section } from "@/components/layout/section";
import { Checkbox } from "@/components/ui/checkbox";
import { Icon } from "@/components/ui/icon";
import { StatusLabel } from "@/components/ui/status-label";
import { useOverflow } from "@/components/ui/use-overflow";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatDuration, formatMetric } from "@/lib/domain/format";
import {
  type ComparedRow,
  hyperparameterRows,
  isSame,
  metricRows,
} from "@/lib/domain/job-comparison";
import { jobWord } from "@/lib/domain/training-jobs";
import { compareWords as words } from "@/lib/words/compare";
import { jobPageWords } from "@/lib/words/training-jobs";
import { colorOfPlace } from "./job-colors";

export interface CompareTableProps {
  readonly jobs: readonly TrainingJobSummary[];
}

const plain = (name: string, values: readonly (string | null)[]): ComparedRow => ({
  name,
  values,
  gaps: [],
  best: [],
});

/** How it was run and how long it took; the time goes on in the list, here it is what is known. */
function runRows(jobs: readonly TrainingJobSummary[]): ComparedRow[] {
  const each = (name: string, read: (job: TrainingJobSummary) => string | null) =>
    plain(name, jobs.map(read));
  return [
    each(words.dataset, ({ dataset }) => dataset),
    each(words.image, ({ imageName }) => imageName),
    each(words.instances, ({ instanceType, instanceCount }) =>
      instanceType ? jobPageWords.instances(String(instanceCount ?? 1), instanceType) : null,
    ),
    each(words.duration, ({ createdAt, endedAt }) =>
      endedAt ? formatDuration(Date.parse(endedAt) - Date.parse(createdAt)) : null,
    ),
  ];
}

/** What was set, what came of it and how it ran, a column for each job. */
export function CompareTable({ jobs }: CompareTableProps) {
  const search = useSearchParams();
  const [hides, setHides] = useState(search.get("same") !== "1");
  const box = useRef<HTMLDivElement>(null);
  const overflows = useOverflow(box);
  const groups = [
    { title: words.hyperparameters, missing: words.notSet, rows: hyperparameterRows(jobs) },
    { title: words.metrics, missing: words.missingValue, rows: metricRows(jobs) },
    { title: words.run, missing: words.missingValue, rows: runRows(jobs) },
  ];
  const same = groups.flatMap(({ rows }) => rows.filter(isSame)).length;
  const toggle = () => {
    const next = new URLSearchParams(search);
    if (hides) next.set("same", "1");
    else next.delete("same");
    // The server draws nothing of it, so it is not asked.
    window.history.replaceState(null, "", `?${next}`);
    setHides(!hides);
  };
  const shown = groups
    .map(({ rows, ...group }) => ({
      ...group,
      rows: hides ? rows.filter((row) => !isSame(row)) : rows,
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Section
      title={words.differs}
      aside={jobs.length > 1 ? words.against(jobs[0]?.name ?? "") : null}
    >
      {same > 0 && jobs.length > 1 ? (
        <div className="mb-2">
          <Checkbox label={words.hideSame(same)} checked={hides} onChange={toggle} />
        </div>
      ) : null}
      <div ref={box} className="table-wrap" tabIndex={overflows ? 0 : undefined}>
        <table className="data-table compare-table" aria-label={words.table}>
          <Head jobs={jobs} />
          {shown.map((group) => (
            <Group key={group.title} {...group} columns={jobs.length} />
          ))}
        </table>
      </div>
      {shown.length === 0 ? <p className="table-note">{words.nothingDiffers}</p> : null}
    </Section>
  );
}

function Head({ jobs }: CompareTableProps) {
  const target = useTarget();
  return (
    <thead>
      <tr>
        <td />
        {jobs.map((job, at) => (
          <th key={job.name} scope="col" data-align="end">
            <span className="inline-flex items-center gap-2">
              <i
                aria-hidden
                className="size-2 rounded-[2px]"
                style={{ background: seriesCss(colorOfPlace(at)).line }}
              />
              <Link href={href.trainingJob(target, job.name)} className="text-ink">
                <code>{job.name}</code>
              </Link>
            </span>
            <span className="flex justify-end gap-2">
              <StatusLabel kind={job.kind}>{jobWord(job)}</StatusLabel>
              <Age time={job.createdAt} />
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface GroupProps {
  readonly title: string;
  /** What stands where a job has no value. */
  readonly missing: string;
  readonly rows: readonly ComparedRow[];
  readonly columns: number;
}

function Group({ title, missing, rows, columns }: GroupProps) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns + 1}>
          {title}
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.name}>
          <th scope="row">{title === words.run ? row.name : <code>{row.name}</code>}</th>
          {row.values.map((value, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is a job, and keeps its place
            <td key={at} data-align="end" data-differs={value === row.values[0] ? undefined : ""}>
              <Value row={row} at={at} missing={missing} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

interface ValueProps {
  readonly row: ComparedRow;
  readonly at: number;
  readonly missing: string;
}

function Value({ row, at, missing }: ValueProps) {
  const value = row.values[at] ?? null;
  const gap = row.gaps[at] ?? null;
  if (value === null) return <span className="text-ink-3">{missing}</span>;
  const isBest = row.best.includes(at);
  return (
    <span className="inline-flex items-center gap-2 align-middle" title={value}>
      {isBest ? <Icon name="well" label={words.best} /> : null}
      {gap === null || gap === 0 ? null : (
        <span className="text-ink-3">{`${gap > 0 ? "+" : ""}${formatMetric(gap, 3)}`}</span>
      )}
      {isBest ? <b className="font-semibold">{value}</b> : <span className="value">{value}</span>}
    </span>
  );
}
