import type { Parameters } from "./space.ts";

/** One finished training, its objective turned so that less is better. */
export interface Observation {
  readonly parameters: Parameters;
  readonly value: number;
}

/** What is known when the next training is chosen. */
export interface Known {
  /** How many trainings were chosen before. */
  readonly index: number;
  readonly observations: readonly Observation[];
  /** Hyperparameters that have no value: of trainings that run, and of those that failed. */
  readonly others: readonly Parameters[];
}

/** The hyperparameters of the next training; undefined when all there are were tried. */
export type Search = (known: Known) => Parameters | undefined;
