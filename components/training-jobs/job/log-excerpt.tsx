"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { LogConsole } from "@/components/ui/log-console";
import type { LogMark } from "@/components/ui/log-model";
import { href } from "@/lib/client/href";
import { compileSearch, toViewLine } from "@/lib/client/live/log-view";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { LogPage } from "@/lib/contracts/live";
import { formatNumber } from "@/lib/domain/format";
import { jobPageWords as words } from "@/lib/words/training-jobs";

const LINES = 1000;

export interface LogExcerptProps {
  readonly job: string;
  readonly stream: string;
  /** The number of the line that the link names. */
  readonly at: number;
  readonly total: number;
  readonly height: number;
  readonly marks: (text: string) => readonly LogMark[];
}

/** The part of a long log around one line, which lies before what the live stream brought. */
export function LogExcerpt({ job, stream, at, total, height, marks }: LogExcerptProps) {
  const target = useTarget();
  const from = Math.floor((at - 1) / LINES) * LINES;
  const page = { stream, from, limit: LINES };
  const query = useQuery(trainingJobs.logPage(target, job, page));
  const line = (number: number) => href.trainingJob(target, job, { tab: "logs", line: number });
  return (
    <div className="grid gap-3">
      <nav className="flex flex-wrap items-center gap-2" aria-label={words.excerpt.label}>
        <span className="text-ink-2">
          {words.excerpt.lines(
            formatNumber(from + 1),
            formatNumber(Math.min(from + LINES, total)),
            formatNumber(total),
          )}
        </span>
        {from > 0 ? (
          <LinkButton size="sm" href={line(from - LINES + 1)}>
            {words.excerpt.earlier}
          </LinkButton>
        ) : null}
        <LinkButton size="sm" href={line(from + LINES + 1)}>
          {words.excerpt.later}
        </LinkButton>
        <LinkButton size="sm" href={href.trainingJob(target, job, { tab: "logs" })}>
          {words.excerpt.newest}
        </LinkButton>
      </nav>
      <QueryPanel query={query} rows={8}>
        {(found) => <Lines page={found} at={at} height={height} marks={marks} lineHref={line} />}
      </QueryPanel>
    </div>
  );
}

interface LinesProps extends Pick<LogExcerptProps, "at" | "height" | "marks"> {
  readonly page: LogPage;
  readonly lineHref: (line: number) => string;
}

function Lines({ page, ...console }: LinesProps) {
  const lines = useMemo(
    () => page.lines.map(([at, text], row) => toViewLine({ at, text }, page.from + row + 1)),
    [page],
  );
  return <LogConsole lines={lines} count={lines.length} compile={compileSearch} {...console} />;
}
