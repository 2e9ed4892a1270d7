import Link from "next/link";
import type { ReactNode } from "react";
import { Age } from "@/components/layout/age";
import { Line } from "@/components/ui/line";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { formatBytes, formatDuration, formatMetric, formatNumber } from "@/lib/domain/format";
import { type Journey, STATIONS, type StationId, stationStates } from "@/lib/domain/journeys";
import { homeWords as words } from "@/lib/words/home";

export interface JourneyLineProps {
  readonly journey: Journey;
  readonly hasImage: boolean;
}

/** The six stations of a dataset's journey, each with what was found there. */
export function JourneyLine({ journey, hasImage }: JourneyLineProps) {
  const target = useTarget();
  const states = stationStates(journey, hasImage);
  const details = detailsOf(journey, hasImage, target);
  return (
    <Line
      label={words.line(journey.dataset)}
      stations={STATIONS.map((id) => ({
        id,
        name: words.stations[id],
        state: states[id],
        detail: details[id],
      }))}
    />
  );
}

function detailsOf(
  journey: Journey,
  hasImage: boolean,
  target: string,
): Record<StationId, ReactNode> {
  const { dataset, size, job, endpoint, run } = journey;
  return {
    dataset: (
      <>
        <Link href={href.dataset(target, dataset)}>{dataset}</Link>
        <br />
        {formatBytes(size)}
      </>
    ),
    image: job?.image ?? (hasImage ? words.imageReady : words.todo.image),
    trainingJob: job ? (
      <>
        {job.milliseconds === null || job.kind === "moving"
          ? job.word
          : words.completedIn(job.word, formatDuration(job.milliseconds))}
        <br />
        <Link href={href.trainingJob(target, job.name)}>{job.name}</Link>
      </>
    ) : (
      words.todo.trainingJob
    ),
    evaluation: evaluationOf(journey, target),
    endpoint: endpoint ? (
      <>
        {endpoint.status}
        <br />
        <Link href={href.endpoint(target, endpoint.name)}>{endpoint.name}</Link>
      </>
    ) : (
      words.todo.endpoint
    ),
    scoring: run ? (
      <>
        {words.scored(words.rows(formatNumber(run.rows)), run.file)}
        <br />
        <Age time={run.scoredAt} />
      </>
    ) : (
      words.todo.scoring
    ),
  };
}

function evaluationOf({ job }: Journey, target: string): ReactNode {
  if (job?.kind !== "well") return words.todo.evaluation;
  if (!job.metric) return words.noMetric;
  return (
    <Link href={href.trainingJob(target, job.name, { tab: "evaluation" })}>
      {job.metric.name} {formatMetric(job.metric.value)}
    </Link>
  );
}
