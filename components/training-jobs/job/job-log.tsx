"use client";
import { Section } from "@/components/layout/section";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { formatNumber } from "@/lib/domain/format";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import type { JobLogProps } from "./log-panel";

/** Loaded with the linear-time expressions it needs, on pages that show a log. */
const LogPanel = lazily(() => import("./log-panel").then((module) => module.LogPanel), {
  when: "now",
  waiting: <SkeletonRows rows={6} />,
});

/** The job's log as it is written. */
export function JobLog(props: JobLogProps) {
  return (
    <Section title={words.log} aside={asideOf(props.log)}>
      <LogPanel {...props} />
    </Section>
  );
}

function asideOf({ streams, isKnown, isCaughtUp }: LiveLog) {
  if (isKnown && !isCaughtUp) return words.logReading;
  const total = streams.reduce((sum, stream) => sum + stream.total, 0);
  const names = streams.map(({ name }) => name.split("/").at(-1)).slice(0, 3);
  return total === 0 ? null : [...names, words.logLines(formatNumber(total))].join(" · ");
}
