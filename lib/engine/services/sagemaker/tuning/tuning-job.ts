import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobObjective,
  HyperParameterTuningJobStatus,
  TrainingJobStatus,
} from "@aws-sdk/client-sagemaker";
import type { Resource } from "../../../state/resource-store.ts";
import type { Parameters } from "./search/space.ts";

/** A hyperparameter tuning job as the engine keeps it. */
export interface TuningJob extends Resource {
  readonly status: HyperParameterTuningJobStatus;
  readonly request: Omit<CreateHyperParameterTuningJobRequest, "Tags">;
  /** The seed that was asked for, or one that was drawn at creation. */
  readonly seed: number;
  /** In the order in which they were chosen. Each stands here before its training job is created. */
  readonly trainings: readonly Training[];
  /** Set once nothing more is to be launched; the status to take when what runs is over. */
  readonly ending?: Ending;
  readonly endedAt?: Date;
  readonly failureReason?: string;
}

export interface Ending {
  readonly status: "Completed" | "Failed" | "Stopped";
  readonly failureReason?: string;
}

/** One training that a tuning job chose. */
export interface Training {
  readonly jobName: string;
  /** Which of the request's definitions it follows. */
  readonly definition: number;
  readonly parameters: Parameters;
  /** The training whose hyperparameters are tried again after an error that was not theirs. */
  readonly retryOf?: string;
  /** Absent while it runs. */
  readonly outcome?: Outcome;
}

/** What a training came to; kept here, because training jobs can be deleted. */
export interface Outcome {
  readonly status: TrainingJobStatus;
  /** The last value of the objective metric; absent when there was none. */
  readonly objective?: number;
  readonly failureReason?: string;
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
}

const TERMINAL: readonly HyperParameterTuningJobStatus[] = ["Completed", "Failed", "Stopped"];

export const isOver = ({ status }: TuningJob): boolean => TERMINAL.includes(status);

/** Whether a failure was the service's, so that the same hyperparameters may be tried again. */
export const isRetryable = ({ status, failureReason = "" }: Outcome): boolean =>
  status === "Failed" && failureReason.startsWith("InternalServerError");

/** Brings objectives of both types to one in which less is better. */
export const asLoss = (
  { Type }: Pick<HyperParameterTuningJobObjective, "Type">,
  value: number,
): number => (Type === "Maximize" ? -value : value);

export const activeOf = ({ trainings }: TuningJob): readonly Training[] =>
  trainings.filter(({ outcome }) => !outcome);
