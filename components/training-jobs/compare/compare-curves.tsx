"use client";
import { useRouter, useSearchParams } from "next/navigation";
import type { SeriesColor } from "@/components/charts/chart-types";
import { Figure } from "@/components/charts/figure";
import { LineChart } from "@/components/charts/line-chart";
import { Section } from "@/components/layout/section";
import { Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { href } from "@/lib/client/href";
import { useLiveLogs } from "@/lib/client/live/use-live-logs";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatMetric } from "@/lib/domain/format";
import { shortNames } from "@/lib/domain/job-comparison";
import { liveTopic } from "@/lib/domain/live-topics";
import { byImportance } from "@/lib/domain/metric-importance";
import { compareWords as words } from "@/lib/words/compare";
import { curveNames, curvePoints, stepNameOf } from "../job/curves";
import { colorOfPlace } from "./job-colors";

/** Of the panel, in px; the axis below it has its own. */
const HEIGHT = 260;
const X_AXIS_HEIGHT = 36;

export interface CompareCurvesProps {
  readonly jobs: readonly TrainingJobSummary[];
}

interface Curve {
  readonly id: string;
  readonly name: string;
  readonly color: SeriesColor;
  readonly points: readonly (readonly [number, number])[];
}

/** One curve for each job that has the metric: over steps where all count in the same, else over time. */
function useCurves(jobs: readonly TrainingJobSummary[]) {
  const search = useSearchParams();
  const logs = useLiveLogs(jobs.map(({ name }) => liveTopic.trainingJobLog(name)));
  const short = shortNames(jobs.map(({ name }) => name));
  const read = jobs.map(({ name }) => logs.get(liveTopic.trainingJobLog(name)));
  const metrics = byImportance([...new Set(read.flatMap((log) => curveNames(log?.series ?? {})))]);
  const metric = metrics.find((name) => name === search.get("metric")) ?? metrics[0] ?? null;
  const isReading = read.some((log) => log === undefined || !log.isCaughtUp);
  if (metric === null) return { metric, metrics, isReading };
  const series = read.map((log) => log?.series[metric] ?? []);
  const all = Object.fromEntries(series.map((points, at) => [String(at), points]));
  const stepName = stepNameOf(
    all,
    Object.keys(all).filter((key) => (all[key]?.length ?? 0) > 0),
  );
  const byStep = stepName !== null && search.get("x") !== "time";
  const curves: Curve[] = jobs.flatMap(({ name }, at) => {
    const points = series[at] ?? [];
    const start = points[0]?.at ?? 0;
    const placed = curvePoints(points, byStep ? "step" : "time").map(
      ([x, y]) => [byStep ? x : (x - start) / 1000, y] as const,
    );
    return placed.length < 2
      ? []
      : [{ id: name, name: short[at] ?? name, color: colorOfPlace(at), points: placed }];
  });
  return { metric, metrics, isReading, stepName, byStep, curves };
}

/** The metric of all jobs over one axis, each in its own colour. */
export function CompareCurves({ jobs }: CompareCurvesProps) {
  const target = useTarget();
  const router = useRouter();
  const search = useSearchParams();
  const shown = useCurves(jobs);
  const { metric, metrics } = shown;
  if (metric === null) return <NoCurve isReading={shown.isReading} />;
  const go = (state: { metric?: string; x?: "time" | undefined }) =>
    router.replace(
      href.compare(target, {
        jobs: search.get("jobs") ?? undefined,
        metric,
        x: search.get("x") === "time" ? "time" : undefined,
        same: search.get("same") === "1" ? "1" : undefined,
        ...state,
      }),
      { scroll: false },
    );
  const xName = shown.byStep ? (shown.stepName ?? "") : words.seconds;
  return (
    <Figure
      title={metric}
      caption={captionOf(shown.curves, xName)}
      controls={
        <>
          {metrics.length > 1 ? (
            <span className="min-w-0">
              <Select
                aria-label={words.metric}
                mono
                value={metric}
                options={metrics.map((name) => ({ value: name, label: name }))}
                onChange={(event) => go({ metric: event.target.value })}
              />
            </span>
          ) : null}
          {shown.stepName === null ? null : (
            <Segmented
              label={words.x}
              options={[
                { value: "step", label: words.step },
                { value: "time", label: words.time },
              ]}
              value={shown.byStep ? "step" : "time"}
              onChange={(x) => go({ x: x === "time" ? "time" : undefined })}
            />
          )}
        </>
      }
    >
      <LineChart
        panels={[{ id: metric, series: shown.curves, height: HEIGHT }]}
        x={{ kind: "number", name: xName }}
        formatX={(x) => formatMetric(x, 15)}
        format={formatMetric}
      />
    </Figure>
  );
}

/** The chart's place is kept while it may come. */
function NoCurve({ isReading }: { readonly isReading: boolean }) {
  return isReading ? (
    <Figure title={words.curves} caption={words.readingCurves}>
      <div className="chart" style={{ height: HEIGHT + X_AXIS_HEIGHT }} />
    </Figure>
  ) : (
    <Section title={words.curves}>
      <p className="text-ink-2">{words.noCurves}</p>
    </Section>
  );
}

function captionOf(curves: readonly Curve[], xName: string): string {
  return curves
    .flatMap(({ name, points }) => {
      const last = points.at(-1);
      return last
        ? [words.curveEnd(name, formatMetric(last[1]), `${formatMetric(last[0])} ${xName}`)]
        : [];
    })
    .join(" ");
}
