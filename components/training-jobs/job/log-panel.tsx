"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { LogConsole } from "@/components/ui/log-console";
import type { LogMark } from "@/components/ui/log-model";
import { ApiError } from "@/lib/client/fetch";
import { href } from "@/lib/client/href";
import { compileSearch, useLogView } from "@/lib/client/live/log-view";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { useTarget } from "@/lib/client/target-context";
import type { MetricDefinition } from "@/lib/contracts/images";
import { compileMetrics } from "@/lib/domain/log-metrics";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import { metricColor } from "./curves";
import { EarlierLines } from "./earlier-lines";
import { rootLine } from "./failure-lines";
import type { JobProps } from "./job-title";
import { LogExcerpt } from "./log-excerpt";

export interface JobLogProps extends JobProps {
  readonly log: LiveLog;
  /** Fills the tab of its own. */
  readonly isTall?: boolean;
}

const TALL_PX = 560;

/** What each metric definition captures in a line, in the colour of its curve. */
function useMarks(definitions: readonly MetricDefinition[]): (text: string) => LogMark[] {
  return useMemo(() => {
    const { metrics } = compileMetrics(definitions);
    return (text) =>
      metrics.flatMap(({ name, pattern }) => {
        const matcher = pattern.matcher(text);
        if (!matcher.find()) return [];
        const color = `var(--color-chart-${metricColor(definitions, name)})`;
        return [{ start: matcher.start(), end: matcher.end(), color, title: name }];
      });
  }, [definitions]);
}

const lineOf = (text: string | null): number | undefined => {
  const line = Number(text);
  return Number.isInteger(line) && line > 0 ? line : undefined;
};

function emptyWords(job: JobLogProps["job"], { isKnown, isCaughtUp }: JobLogProps["log"]): string {
  if (!isTerminalJob(job.status)) return words.logWaiting;
  return isKnown && isCaughtUp ? words.logNone : words.logFirst;
}

/** The console with search and line of the URL, and whatever keeps the log from being read. */
export function LogPanel(props: JobLogProps) {
  const { job, log, isTall = false } = props;
  const marks = useMarks(job.metrics);
  const at = lineOf(useSearchParams().get("line"));
  const [stream, another] = log.streams;
  const isBefore = stream && !another && at !== undefined && at <= stream.first;
  return (
    <div className="grid gap-3">
      {log.problem ? <FailureBanner error={new ApiError(log.problem.detail, log.problem)} /> : null}
      {log.refusedMetrics.map(({ name, reason }) => (
        <Banner key={name} tone="warn" title={words.refused(name)}>
          {words.refusedText(reason)}
        </Banner>
      ))}
      {isTall && isBefore ? (
        <LogExcerpt
          job={job.name}
          stream={stream.name}
          total={stream.total}
          {...{ at, marks, height: TALL_PX }}
        />
      ) : (
        <NewestLines {...props} {...{ at, marks }} />
      )}
    </div>
  );
}

interface NewestLinesProps extends JobLogProps {
  readonly at: number | undefined;
  readonly marks: (text: string) => readonly LogMark[];
}

function NewestLines({ job, log, isTall = false, at, marks }: NewestLinesProps) {
  const target = useTarget();
  const router = useRouter();
  const search = useSearchParams();
  const { lines, count } = useLogView(log);
  const root = useMemo(
    () => (job.failure && count > 0 ? rootLine(lines, job.failure.cause) : null),
    [job.failure, lines, count],
  );
  const place = (state: { line?: number; q?: string }) =>
    href.trainingJob(target, job.name, { tab: "logs", ...state });
  return (
    <>
      <EarlierLines job={job.name} log={log} />
      <LogConsole
        lines={lines}
        count={count}
        compile={compileSearch}
        marks={marks}
        lineHref={(line) => place({ line })}
        // The cause of a failure is shown where it stands; else the last lines say how it went.
        follows={!job.failure}
        empty={emptyWords(job, log)}
        {...(isTall
          ? {
              height: TALL_PX,
              pattern: search.get("q") ?? "",
              onPattern: (q: string) => router.replace(place({ q }), { scroll: false }),
            }
          : {})}
        {...(at === undefined ? {} : { at })}
        {...(root === null ? {} : { root })}
      />
    </>
  );
}
