import { useMemo } from "react";
import { RangeStrip } from "@/components/charts/range-strip";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { HyperparameterSpec } from "@/lib/contracts/images";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { toNumber } from "@/lib/domain/column-types";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { imageWords } from "@/lib/words/images";
import { type BestJob, bestJob, givenNumber } from "./tried-values";

const words = imageWords.hyperparameter;

/** Whole numbers have thousands; what is continuous stands as it was given. */
const bound = (value: number): string =>
  Number.isInteger(value) ? formatNumber(value) : String(value);

/** The values a hyperparameter takes, in words. */
function range({ min, max, values }: HyperparameterSpec): string {
  if (values.length > 0) return values.join(", ");
  if (min !== null && max !== null) return words.between(bound(min), bound(max));
  if (min !== null) return words.atLeast(bound(min));
  return max === null ? words.any : words.atMost(bound(max));
}

/** Jobs that used the image, and the best of them where they can be compared. */
interface Use {
  readonly jobs: readonly TrainingJobSummary[];
  readonly best: BestJob | null;
}

function Range({ spec, use }: { readonly spec: HyperparameterSpec; readonly use: Use }) {
  const { name, min, max, default: usual } = spec;
  if (min === null || max === null) return range(spec);
  const ticks = use.jobs.flatMap((job) => givenNumber(job, name) ?? []);
  const ring = usual === null ? null : toNumber(usual);
  const disc = use.best === null ? null : givenNumber(use.best.job, name);
  const label = [
    range(spec),
    ...(ring === null ? [] : [words.marks.default(bound(ring))]),
    ...(ticks.length === 0 ? [] : [words.marks.tried([...new Set(ticks)].map(bound))]),
    ...(disc === null ? [] : [words.marks.best(bound(disc))]),
  ].join(", ");
  return (
    <span className="range">
      <span>{bound(min)}</span>
      <RangeStrip min={min} max={max} ticks={ticks} ring={ring} disc={disc} label={label} />
      <span>{bound(max)}</span>
    </span>
  );
}

const columnsFor = (use: Use): readonly Column<HyperparameterSpec>[] => [
  {
    id: "name",
    head: words.name,
    width: "20%",
    wrap: true,
    card: "title",
    cell: ({ name }) => <code className="wrap-anywhere">{name}</code>,
  },
  { id: "type", head: words.type, width: "12%", card: "state", cell: ({ type }) => type },
  {
    id: "range",
    head: use.jobs.length === 0 ? words.range : words.rangeAndUse(use.jobs.length),
    width: "28%",
    wrap: true,
    cardLabel: words.range,
    cell: (spec) => <Range spec={spec} use={use} />,
  },
  {
    id: "default",
    head: words.default,
    align: "end",
    width: "12%",
    wrap: true,
    cardLabel: words.default,
    cell: ({ default: value, required }) => {
      if (value !== null) return <code className="wrap-anywhere">{value}</code>;
      return required ? words.required : null;
    },
  },
  {
    id: "help",
    head: words.help,
    width: "28%",
    wrap: true,
    card: "full",
    cell: ({ description }) => description,
  },
];

function legendOf({ jobs, best }: Use): string {
  const legend: string[] = [words.legend.ring];
  if (jobs.length > 0) legend.push(words.legend.ticks(jobs.length));
  if (best) legend.push(words.legend.disc(best.job.name, best.metric, formatMetric(best.value)));
  return legend.join(" ");
}

export interface HyperparameterTableProps {
  readonly hyperparameters: readonly HyperparameterSpec[];
  /** The newest jobs that used the image. */
  readonly jobs: readonly TrainingJobSummary[];
}

/** What can be set, within which bounds, what jobs were given, and what it does. */
export function HyperparameterTable({ hyperparameters, jobs }: HyperparameterTableProps) {
  const use = useMemo(() => ({ jobs, best: bestJob(jobs) }), [jobs]);
  if (hyperparameters.length === 0) return <p>{imageWords.noHyperparameters}</p>;
  return (
    <>
      <DataTable
        label={imageWords.hyperparameters}
        columns={columnsFor(use)}
        rows={hyperparameters}
        rowHeight={52}
        rowKey={({ name }) => name}
      />
      <p className="table-note">{legendOf(use)}</p>
    </>
  );
}
