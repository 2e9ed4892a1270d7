import { Since } from "@/components/layout/since";
import { Line } from "@/components/ui/line";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { formatDuration } from "@/lib/domain/format";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { jobPageWords as words } from "@/lib/words/training-jobs";
import type { JobProps } from "./job-title";

type Phase = TrainingJobDetail["phases"][number];

function detailOf(phase: Phase, job: TrainingJobDetail) {
  const { state, milliseconds, startedAt } = phase;
  const duration = milliseconds === null ? null : formatDuration(milliseconds);
  if (state === "now") return startedAt ? <Since time={startedAt} /> : null;
  if (state === "bad" && duration) return words.phase.failedAfter(duration);
  if (state === "stopped" && duration) return words.phase.stoppedAfter(duration);
  if (state === "todo") return isTerminalJob(job.status) ? words.phase.notReached : null;
  return duration ?? words.phase.passed;
}

const wholeOf = ({ createdAt, endedAt }: TrainingJobDetail) =>
  endedAt ? words.phase.inAll(formatDuration(Date.parse(endedAt) - Date.parse(createdAt))) : null;

/** The stations the job passes on its way to a model. */
export function JobPhases({ job }: JobProps) {
  const last = job.phases.length - 1;
  return (
    <Line
      label={words.phases}
      stations={job.phases.map((phase, index) => ({
        id: String(index),
        name: phase.name,
        state: phase.state,
        detail: index === last && isTerminalJob(job.status) ? wholeOf(job) : detailOf(phase, job),
      }))}
    />
  );
}
