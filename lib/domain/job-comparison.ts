import { formatMetric } from "./format";
import { bestOf, betterValue } from "./metric-direction";
import { byImportance } from "./metric-importance";

/** What is compared of a job; a summary of a list has all of it. */
export interface ComparedJob {
  readonly name: string;
  readonly dataset: string | null;
  readonly imageName: string | null;
  readonly finalMetrics: readonly { readonly name: string; readonly value: number | null }[];
  readonly hyperparameters: Readonly<Record<string, string>>;
}

const metricOf = (job: ComparedJob, metric: string): number | null =>
  job.finalMetrics.find(({ name }) => name === metric)?.value ?? null;

/** The names of all final metrics, what new data say first. */
export const metricNames = (jobs: readonly ComparedJob[]): string[] =>
  byImportance([...new Set(jobs.flatMap((job) => job.finalMetrics.map(({ name }) => name)))]);

/** One row of the table: a value for each job, null where it has none. */
export interface ComparedRow {
  readonly name: string;
  readonly values: readonly (string | null)[];
  /** How far each lies from the first job's, where both are numbers. */
  readonly gaps: readonly (number | null)[];
  /** Places of the best values; none where all are equal, or where better is not known. */
  readonly best: readonly number[];
}

export const isSame = ({ values }: ComparedRow): boolean =>
  values.every((value) => value === values[0]);

const plainRow = (name: string, values: readonly (string | null)[]): ComparedRow => ({
  name,
  values,
  gaps: values.map(() => null),
  best: [],
});

export function hyperparameterRows(jobs: readonly ComparedJob[]): ComparedRow[] {
  const names = [...new Set(jobs.flatMap((job) => Object.keys(job.hyperparameters)))].sort();
  const given = ({ hyperparameters }: ComparedJob, name: string) =>
    Object.hasOwn(hyperparameters, name) ? (hyperparameters[name] ?? null) : null;
  return names.map((name) =>
    plainRow(
      name,
      jobs.map((job) => given(job, name)),
    ),
  );
}

function metricRow(jobs: readonly ComparedJob[], name: string): ComparedRow {
  const numbers = jobs.map((job) => metricOf(job, name));
  const known = numbers.filter((value) => value !== null);
  const best = bestOf(name, known, (value) => value);
  const [first = null] = numbers;
  return {
    name,
    values: numbers.map((value) => (value === null ? null : formatMetric(value))),
    gaps: numbers.map((value, at) =>
      at === 0 || value === null || first === null ? null : value - first,
    ),
    best:
      new Set(known).size > 1 ? numbers.flatMap((value, at) => (value === best ? [at] : [])) : [],
  };
}

export const metricRows = (jobs: readonly ComparedJob[]): ComparedRow[] =>
  metricNames(jobs).map((name) => metricRow(jobs, name));

export interface Winner {
  readonly metric: string;
  readonly job: string;
  readonly value: number;
  /** The next best job; null where no other has the metric. */
  readonly next: { readonly job: string; readonly value: number } | null;
}

/** Which job is best by the weightiest metric that tells where better is; null without one. */
export function winnerOf(jobs: readonly ComparedJob[]): Winner | null {
  const metric = metricNames(jobs).find((name) => betterValue(name) !== null);
  if (metric === undefined) return null;
  const valued = jobs.flatMap(({ name, ...job }) => {
    const value = metricOf({ name, ...job }, metric);
    return value === null ? [] : [{ job: name, value }];
  });
  const best = bestOf(metric, valued, ({ value }) => value);
  if (!best) return null;
  const others = valued.filter((one) => one !== best);
  return { metric, ...best, next: bestOf(metric, others, ({ value }) => value) ?? null };
}

/** The different values that something has among the jobs; what a job does not tell is left out. */
export const kindsOf = (
  jobs: readonly ComparedJob[],
  read: (job: ComparedJob) => string | null,
): string[] => [...new Set(jobs.map(read).filter((value) => value !== null))];

const partsOf = (name: string): string[] => name.split("-");

/** The names without the parts that all begin with: `rf-sweep-7` and `rf-sweep-12` are `7` and `12`. */
export function shortNames(names: readonly string[]): string[] {
  const [first = [], ...rest] = names.map(partsOf);
  let shared = 0;
  while (shared < first.length && rest.every((parts) => parts[shared] === first[shared]))
    shared += 1;
  return names.map((name) => partsOf(name).slice(shared).join("-") || name);
}
