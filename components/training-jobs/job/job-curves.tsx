"use client";
import { useMemo, useState } from "react";
import { Figure } from "@/components/charts/figure";
import { LineChart } from "@/components/charts/line-chart";
import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { formatMetric } from "@/lib/domain/format";
import { byImportance } from "@/lib/domain/metric-importance";
import { common } from "@/lib/words/common";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import { curveCaption } from "./curve-caption";
import { curveNames, curvePanels, stepNameOf, withBest } from "./curves";
import type { JobProps } from "./job-title";
import { whyNoCurve } from "./no-curve";

/** Every digit: a step is a count. */
const formatStep = (step: number) => formatMetric(step, 15);

const bestLabel = (value: number) => common.figure.best(formatMetric(value));

export interface JobCurvesProps extends JobProps {
  readonly log: LiveLog;
}

/** The metrics that the job's log carries, as they come. */
export function JobCurves({ job, log }: JobCurvesProps) {
  const [wanted, setWanted] = useState<"step" | "time">("step");
  const [logScale, setLogScale] = useState(false);
  const names = useMemo(() => byImportance(curveNames(log.series)), [log.series]);
  const stepName = useMemo(() => stepNameOf(log.series, names), [log.series, names]);
  const kind = stepName === null ? "time" : wanted;
  const panels = useMemo(
    () => withBest(curvePanels(log.series, names, job.metrics, kind), bestLabel),
    [log.series, names, job.metrics, kind],
  );
  if (names.length === 0) return <NoCurves job={job} log={log} />;
  return (
    <Figure
      title={names.join(", ")}
      caption={curveCaption(panels, kind === "step" ? stepName : null)}
      controls={
        <>
          {stepName === null ? null : (
            <Segmented
              label={words.axis}
              options={[
                { value: "step", label: words.step },
                { value: "time", label: words.time },
              ]}
              value={wanted}
              onChange={setWanted}
            />
          )}
          <Checkbox
            label={words.logScale}
            checked={logScale}
            onChange={({ target: { checked } }) => setLogScale(checked)}
          />
        </>
      }
    >
      <LineChart
        panels={panels}
        x={
          kind === "step"
            ? { kind: "number", name: stepName ?? "" }
            : { kind: "time", name: words.xTime }
        }
        {...(kind === "step" ? { formatX: formatStep } : {})}
        format={formatMetric}
        logScale={logScale}
      />
    </Figure>
  );
}

function NoCurves({ job, log }: JobCurvesProps) {
  // Why the job failed stands above; that it drew no curve then is no news.
  if (job.status === "Failed") return <div />;
  const { title, text } = whyNoCurve(job, log);
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p className="text">{text}</p>
    </div>
  );
}
