import { href } from "@/lib/client/href";
import { formatAge, formatMetric, formatNumber } from "@/lib/domain/format";
import type { Journey } from "@/lib/domain/journeys";
import { type JourneyJob, type NextStep, nextStep } from "@/lib/domain/journeys";
import { homeWords } from "@/lib/words/home";

/** A step as it is offered: what it is, why, and where it is taken. */
export interface OfferedStep {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly to: string;
  readonly tone?: "fail" | "ok";
  /** Nothing to do: the action only shows more. */
  readonly waits?: true;
  readonly second?: { readonly label: string; readonly to: string };
}

const words = homeWords.next;

interface Where {
  readonly target: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Offer<K extends NextStep["kind"]> = (
  step: Extract<NextStep, { readonly kind: K }>,
  where: Where,
) => OfferedStep;

const metricText = ({ metric }: JourneyJob): string | null =>
  metric && `${metric.name} ${formatMetric(metric.value)}`;

const OFFERS: { readonly [K in NextStep["kind"]]: Offer<K> } = {
  registerImage: (_, { target }) => ({ ...words.registerImage, to: href.images(target) }),
  train: ({ dataset, job }, { target }) => ({
    title: words.train.title(dataset),
    text: words.train.text(job?.image ?? null),
    action: words.train.action,
    to: href.newTrainingJob(target, { dataset, from: job?.name }),
  }),
  waitForJob: ({ job }, { target }) => ({
    title: words.waitForJob.title(job.name),
    text: words.waitForJob.text(job.word),
    action: words.waitForJob.action,
    to: href.trainingJob(target, job.name),
    waits: true,
  }),
  readFailure: ({ job }, { target }) => ({
    title: words.readFailure.title(job.name),
    text: job.failure ?? words.readFailure.noReason,
    action: words.readFailure.action,
    to: href.trainingJob(target, job.name),
    tone: "fail",
  }),
  deploy: ({ job }, { target }) => ({
    title: words.deploy.title(job.name),
    text: words.deploy.text(metricText(job)),
    action: words.deploy.action,
    to: href.newEndpoint(target, { job: job.name }),
    second: {
      label: words.deploy.second,
      to: href.trainingJob(target, job.name, { tab: "evaluation" }),
    },
  }),
  waitForEndpoint: ({ endpoint }, { target }) => ({
    title: words.waitForEndpoint.title(endpoint.name),
    text: words.waitForEndpoint.text(endpoint.status),
    action: words.waitForEndpoint.action,
    to: href.endpoint(target, endpoint.name),
    waits: true,
  }),
  readEndpoint: ({ endpoint }, { target }) => ({
    title: words.readEndpoint.title(endpoint.name),
    text: words.readEndpoint.text(endpoint.status),
    action: words.readEndpoint.action,
    to: href.endpoint(target, endpoint.name),
    tone: "fail",
  }),
  score: ({ endpoint }, { target }) => ({
    title: words.score.title(endpoint.name),
    text: words.score.text,
    action: words.score.action,
    to: href.score(target, { endpoint: endpoint.name }),
  }),
  scoreAgain: ({ endpoint, run }, { target, now }) => ({
    title: words.scoreAgain.title,
    text: words.scoreAgain.text(
      homeWords.rows(formatNumber(run.rows)),
      run.file,
      formatAge(run.scoredAt, now),
    ),
    action: words.scoreAgain.action,
    to: href.score(target, { endpoint: endpoint.name }),
    tone: "ok",
    second: {
      label: words.scoreAgain.second,
      to: href.score(target, { endpoint: endpoint.name, mode: "history", run: run.id }),
    },
  }),
};

/** The journey's next step in words. */
export function stepOf(journey: Journey, hasImage: boolean, where: Where): OfferedStep {
  const step = nextStep(journey, hasImage);
  // The table has the offer of exactly this kind of step, which TypeScript cannot follow.
  return (OFFERS[step.kind] as Offer<NextStep["kind"]>)(step, where);
}
