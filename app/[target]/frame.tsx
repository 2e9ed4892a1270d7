"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { Shell } from "@/components/layout/shell";
import type { ShellTarget } from "@/components/layout/shell-context";
import type { NavCounts } from "@/components/layout/sidebar";
import { PaletteDoor } from "@/components/palette/palette-door";
import { rememberTarget } from "@/lib/client/last-target";
import { useLiveRefetch, useLiveState } from "@/lib/client/live/use-live";
import { targetSummary, targets as targetsQuery } from "@/lib/client/targets";
import type { Summary, TargetList } from "@/lib/contracts/summary";
import { liveTopic } from "@/lib/domain/live-topics";

interface FrameProps {
  readonly target: string;
  /** The targets as far as they are known without asking. */
  readonly known: readonly ShellTarget[];
  readonly children: ReactNode;
}

const countsOf = ({ problems, ...counts }: Summary): NavCounts => ({
  ...counts,
  trainingJobs: counts.trainingJobs && {
    ...counts.trainingJobs,
    problems: problems.trainingJobs,
  },
  endpoints: counts.endpoints && { ...counts.endpoints, problems: problems.endpoints },
});

/** What the configuration says of each target, and what the target has answered since. */
function described(known: readonly ShellTarget[], answered: TargetList | undefined): ShellTarget[] {
  const answers = new Map(answered?.targets.map((entry) => [entry.name, entry]));
  return known.map((target) => {
    const answer = answers.get(target.name);
    return { ...target, accountId: answer?.accountId ?? null, problem: answer?.problem ?? null };
  });
}

/** The shell with what only the server and the live stream know. */
export function Frame({ target, known, children }: FrameProps) {
  const { data } = useQuery(targetsQuery(target));
  // Every page follows the two lists, so that the live mark always speaks of something.
  const { data: summary } = useLiveRefetch(liveTopic.trainingJobs(), targetSummary(target));
  useLiveRefetch(liveTopic.endpoints(), targetSummary(target));
  const live = useLiveState();
  useEffect(() => rememberTarget(target), [target]);
  const targets = described(known, data);
  const current = targets.find(({ name }) => name === target);
  if (!current) throw new Error(`The target "${target}" is configured, but was not listed.`);
  return (
    <Shell
      target={current}
      targets={targets}
      live={live}
      {...(summary ? { counts: countsOf(summary) } : {})}
    >
      {children}
      <PaletteDoor />
    </Shell>
  );
}
