import { Age } from "@/components/layout/age";
import type { Column } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatDuration, formatMetric } from "@/lib/domain/format";
import { jobWord } from "@/lib/domain/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";
import { Since } from "./since";

/** How long the job took from its creation; it goes on while the job does. */
function Duration({ job }: { readonly job: TrainingJobSummary }) {
  if (job.endedAt) {
    return formatDuration(Date.parse(job.endedAt) - Date.parse(job.createdAt));
  }
  return job.kind === "moving" ? <Since time={job.createdAt} /> : null;
}

const SHOWN_METRICS = 2;

/** What the training rows say of the model matters least. */
const shownMetrics = ({ finalMetrics }: TrainingJobSummary) =>
  finalMetrics
    .toSorted((a, b) => Number(a.name.startsWith("train")) - Number(b.name.startsWith("train")))
    .slice(0, SHOWN_METRICS);

/** The columns of the list of training jobs. */
export const JOB_COLUMNS: readonly Column<TrainingJobSummary>[] = [
  {
    id: "status",
    head: words.columns.status,
    sortable: true,
    card: "state",
    width: "150px",
    cell: (job) => (
      <span title={job.failureReason ?? undefined}>
        <StatusLabel kind={job.kind}>{jobWord(job)}</StatusLabel>
      </span>
    ),
  },
  {
    id: "name",
    head: words.columns.name,
    sortable: true,
    link: true,
    card: "title",
    cell: ({ name }) => <code>{name}</code>,
  },
  {
    id: "metric",
    head: words.columns.metric,
    card: "full",
    cell: (job) =>
      job.finalMetrics.length === 0 ? null : (
        <span className="inline-flex flex-wrap gap-x-4">
          {shownMetrics(job).map(({ name, value }) => (
            <span key={name}>
              <span className="text-ink-3">{name}</span>{" "}
              {value === null ? "NaN" : formatMetric(value)}
            </span>
          ))}
        </span>
      ),
  },
  {
    id: "dataset",
    head: words.columns.dataset,
    cardLabel: words.columns.dataset,
    cell: ({ dataset }) => dataset,
  },
  {
    id: "image",
    head: words.columns.image,
    cardLabel: words.columns.image,
    cell: ({ algorithm }) => (algorithm ? <code>{algorithm}</code> : null),
  },
  {
    id: "duration",
    head: words.columns.duration,
    align: "end",
    card: "figure",
    cell: (job) => <Duration job={job} />,
  },
  {
    id: "created",
    head: words.columns.created,
    align: "end",
    sortable: true,
    cardLabel: words.columns.created,
    cell: ({ createdAt }) => <Age time={createdAt} />,
  },
];
