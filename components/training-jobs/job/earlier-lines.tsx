"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { FailureBanner } from "@/components/layout/query-panel";
import { Button } from "@/components/ui/button";
import { href } from "@/lib/client/href";
import { KEPT_ROWS } from "@/lib/client/live/log-store";
import type { LiveLog } from "@/lib/client/live/use-live-log";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { formatNumber } from "@/lib/domain/format";
import { jobPageWords as words } from "@/lib/words/training-jobs";

const LINES_A_PAGE = 5000;

export interface EarlierLinesProps {
  readonly job: string;
  readonly log: LiveLog;
}

/** The live stream begins with the newest lines; those before them come on request. */
export function EarlierLines({ job, log }: EarlierLinesProps) {
  const target = useTarget();
  const client = useQueryClient();
  const cut = log.streams.find(({ first }) => first > 0);
  const load = useMutation({
    mutationFn: ({ name, first }: { name: string; first: number }) => {
      const from = Math.max(0, first - LINES_A_PAGE);
      const page = { stream: name, from, limit: first - from };
      return client.fetchQuery({ ...trainingJobs.logPage(target, job, page), gcTime: 0 });
    },
    onSuccess: (page) => log.store.prepend(page),
  });
  if (!cut) return null;
  const count = Math.min(cut.first, LINES_A_PAGE);
  const hasRoom = log.rows.length + count <= KEPT_ROWS;
  return (
    <>
      {load.error ? <FailureBanner error={load.error} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        {hasRoom ? (
          <Button size="sm" busy={load.isPending} onClick={() => load.mutate(cut)}>
            {words.logEarlier(formatNumber(count))}
          </Button>
        ) : (
          <span className="text-ink-3 text-xs">
            {words.logFull(formatNumber(log.rows.length), formatNumber(cut.first))}
          </span>
        )}
        {log.streams.length === 1 ? (
          <Link
            className="text-link text-xs"
            href={href.trainingJob(target, job, { tab: "logs", line: 1 })}
          >
            {words.logBeginning}
          </Link>
        ) : null}
      </div>
    </>
  );
}
