import { safeCsvRecord } from "./csv-export";

/** What is written of a training job; times are ISO-8601. */
export interface WrittenJob {
  readonly name: string;
  readonly status: string;
  readonly imageName: string | null;
  readonly dataset: string | null;
  readonly instanceType: string | null;
  readonly instanceCount: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly failureReason: string | null;
  readonly finalMetrics: readonly { readonly name: string; readonly value: number | null }[];
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

type Field = readonly [head: string, of: (job: WrittenJob) => string | number | null | undefined];

const FIELDS: readonly Field[] = [
  ["name", ({ name }) => name],
  ["status", ({ status }) => status],
  ["image", ({ imageName }) => imageName],
  ["dataset", ({ dataset }) => dataset],
  ["instance_type", ({ instanceType }) => instanceType],
  ["instances", ({ instanceCount }) => instanceCount],
  ["created", ({ createdAt }) => createdAt],
  ["started", ({ startedAt }) => startedAt],
  ["ended", ({ endedAt }) => endedAt],
  ["failure", ({ failureReason }) => failureReason],
];

const namesOf = (jobs: readonly WrittenJob[], of: (job: WrittenJob) => readonly string[]) =>
  [...new Set(jobs.flatMap(of))].sort();

const own = (record: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A final metric; one that is no number is written as pandas and R read it. */
function metric(job: WrittenJob, name: string): string | number | undefined {
  const found = job.finalMetrics.find((one) => one.name === name);
  return found && (found.value ?? "NaN");
}

/**
 * Jobs as text/csv (RFC 4180): a line each, with every metric, hyperparameter and tag that any of
 * them has as `metric:…`, `hp.…` and `tag:…`. Cells cannot become formulas in a spreadsheet.
 */
export function jobsCsv(jobs: readonly WrittenJob[]): string {
  const metrics = namesOf(jobs, (job) => job.finalMetrics.map(({ name }) => name));
  const parameters = namesOf(jobs, ({ hyperparameters }) => Object.keys(hyperparameters));
  const tags = namesOf(jobs, (job) => Object.keys(job.tags));
  const fields: readonly Field[] = [
    ...FIELDS,
    ...metrics.map((name): Field => [`metric:${name}`, (job) => metric(job, name)]),
    ...parameters.map((name): Field => [`hp.${name}`, (job) => own(job.hyperparameters, name)]),
    ...tags.map((name): Field => [`tag:${name}`, (job) => own(job.tags, name)]),
  ];
  const records = jobs.map((job) => fields.map(([, of]) => String(of(job) ?? "")));
  return [fields.map(([head]) => head), ...records].map(safeCsvRecord).join("");
}
