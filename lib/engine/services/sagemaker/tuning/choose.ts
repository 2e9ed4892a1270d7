import type { ResourceStore } from "../../../state/resource-store.ts";
import { type Definition, definitionsOf } from "./definitions.ts";
import { bayesianSearch } from "./search/bayesian.ts";
import { gridSearch } from "./search/grid.ts";
import { randomSearch } from "./search/random-search.ts";
import type { Observation, Search } from "./search/search.ts";
import { type Parameters, spaceOf } from "./search/space.ts";
import { asLoss, type Training, type TuningJob } from "./tuning-job.ts";

export interface Choice {
  readonly definition: number;
  readonly parameters: Parameters;
}

/** What to try next: definitions take turns; undefined when all of them are used up. */
export function choose(
  job: TuningJob,
  tunings: Pick<ResourceStore<TuningJob>, "get">,
): Choice | undefined {
  const definitions = definitionsOf(job.request);
  const chosen = job.trainings.filter(({ retryOf }) => retryOf === undefined);
  for (let turn = 0; turn < definitions.length; turn += 1) {
    const definition = (chosen.length + turn) % definitions.length;
    const own = definitions[definition];
    const parameters = own && next(job, own, definition, inherited(job, own, tunings));
    if (parameters) return { definition, parameters };
  }
  return undefined;
}

function next(
  job: TuningJob,
  definition: Definition,
  place: number,
  before: readonly Observation[],
): Parameters | undefined {
  const own = job.trainings.filter((training) => training.definition === place);
  const chosen = own.filter(({ retryOf }) => retryOf === undefined);
  return searchOf(
    job,
    definition,
  )({
    index: chosen.length,
    observations: [...before, ...observed(own, definition)],
    others: own
      .filter(({ outcome }) => outcome?.objective === undefined)
      .map(({ parameters }) => parameters),
  });
}

function searchOf({ request, seed }: TuningJob, { ranges }: Definition): Search {
  const strategy = request.HyperParameterTuningJobConfig?.Strategy;
  if (strategy === "Grid") return gridSearch(ranges.CategoricalParameterRanges ?? []);
  const search = strategy === "Bayesian" ? bayesianSearch : randomSearch;
  return search(spaceOf(ranges), seed);
}

const observed = (trainings: readonly Training[], { objective }: Definition): Observation[] =>
  trainings.flatMap(({ parameters, outcome }) =>
    outcome?.objective === undefined
      ? []
      : [{ parameters, value: asLoss(objective, outcome.objective) }],
  );

/** What the parents of a warm start found with the same objective. */
function inherited(
  { request }: TuningJob,
  definition: Definition,
  tunings: Pick<ResourceStore<TuningJob>, "get">,
): Observation[] {
  const parents = request.WarmStartConfig?.ParentHyperParameterTuningJobs ?? [];
  return parents.flatMap(({ HyperParameterTuningJobName = "" }) => {
    const parent = tunings.get(HyperParameterTuningJobName);
    if (!parent) return [];
    return definitionsOf(parent.request).flatMap((theirs, place) =>
      theirs.objective.MetricName === definition.objective.MetricName
        ? observed(
            parent.trainings.filter((training) => training.definition === place),
            definition,
          )
        : [],
    );
  });
}
