import Link from "next/link";
import { Section } from "@/components/layout/section";
import { FigureRow } from "@/components/ui/figure-row";
import { href } from "@/lib/client/href";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { formatClock, formatMetric, formatNumber } from "@/lib/domain/format";
import { bestOf } from "@/lib/domain/metric-direction";
import { byImportance } from "@/lib/domain/metric-importance";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import type { JobProps } from "./job-title";

interface Shown {
  readonly metric: string;
  readonly value: number | null;
}

/** The best value of the curve and where it was; null where the shown one is it. */
function bestWords({ metric, value }: Shown, log: LiveLog): string | null {
  const best = bestOf(metric, log.series[metric] ?? [], (point) => point.value);
  if (!best || best.value === value) return null;
  const { step, at } = best;
  const where = step ? words.curve.at(step.name, formatNumber(step.value)) : formatClock(at);
  return words.curve.bestAt(formatMetric(best.value), where);
}

/** Final figures by AWS once the job is over, until then the last ones of the log. */
function shownMetrics(job: TrainingJobDetail, log: LiveLog): Shown[] {
  const values = isTerminalJob(job.status)
    ? new Map(job.finalMetrics.map(({ name, value }) => [name, value]))
    : new Map(Object.entries(log.series).map(([name, points]) => [name, points.at(-1)?.value]));
  return byImportance([...values.keys()]).map((metric) => ({
    metric,
    value: values.get(metric) ?? null,
  }));
}

export interface JobFiguresProps extends JobProps {
  readonly log: LiveLog;
}

/** The numbers that decide, and who answers from this model. */
export function JobFigures({ job, log }: JobFiguresProps) {
  const isOver = isTerminalJob(job.status);
  const metrics = shownMetrics(job, log);
  const label = isOver ? words.final : words.latest;
  return (
    <div className="grid gap-6">
      {metrics.length > 0 ? (
        <Section title={isOver ? words.finalMetrics : words.latestMetrics}>
          <div className="grid grid-cols-2 gap-4 min-[52rem]:grid-cols-1">
            {metrics.map(({ metric, value }) => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form
              <div key={metric} role="group" aria-label={label(metric)}>
                <FigureRow
                  upright
                  items={[
                    {
                      id: metric,
                      label: label(metric),
                      value: value === null ? words.notANumber : formatMetric(value),
                      words: value === null,
                      context: bestWords({ metric, value }, log),
                    },
                  ]}
                />
              </div>
            ))}
          </div>
        </Section>
      ) : null}
      <Serves endpoints={job.endpoints} />
    </div>
  );
}

function Serves({ endpoints }: { readonly endpoints: readonly string[] }) {
  const target = useTarget();
  if (endpoints.length === 0) return null;
  return (
    <Section title={words.serves}>
      <ul>
        {endpoints.map((name) => (
          <li key={name}>
            <Link className="text-link" href={href.endpoint(target, name)}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
