"use client";
import { useMutation } from "@tanstack/react-query";
import { FailureBanner } from "@/components/layout/query-panel";
import { Button } from "@/components/ui/button";
import type { LiveLog } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { jobLogPage } from "@/lib/client/training-jobs";
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
  const cut = log.streams.find(({ first }) => first > 0);
  const load = useMutation({
    mutationFn: ({ name, first }: { name: string; first: number }) => {
      const from = Math.max(0, first - LINES_A_PAGE);
      return jobLogPage(target, job, { stream: name, from, limit: first - from });
    },
    onSuccess: (page) => log.store.prepend(page),
  });
  if (!cut) return null;
  return (
    <>
      {load.error ? <FailureBanner error={load.error} /> : null}
      <div>
        <Button size="sm" busy={load.isPending} onClick={() => load.mutate(cut)}>
          {words.logEarlier(formatNumber(Math.min(cut.first, LINES_A_PAGE)))}
        </Button>
      </div>
    </>
  );
}
