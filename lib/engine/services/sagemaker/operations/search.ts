import type { SearchExpression, SearchRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { PagePosition, SortKey } from "../../../state/resource-store.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid, notImplemented } from "../faults.ts";
import { decodeToken, encodeToken } from "../listing.ts";
import type { TrainingJob } from "../records.ts";
import { compareValues, type Document, matches, metricOf, propertyOf } from "../search.ts";
import { describeJob } from "../training/describe.ts";

const MAX_RESULTS = 100;

const OPERATORS = [
  "Equals",
  "NotEquals",
  "GreaterThan",
  "GreaterThanOrEqualTo",
  "LessThan",
  "LessThanOrEqualTo",
  "Contains",
  "Exists",
  "NotExists",
  "In",
] as const;

const filters = z
  .array(z.object({ Operator: z.enum(OPERATORS).optional() }))
  .max(20)
  .optional();

const validate = z.object({
  Resource: z.string(),
  SearchExpression: z
    .object({ Filters: filters, Operator: z.enum(["And", "Or"]).optional() })
    .optional(),
  SortBy: z.string().min(1).max(255).optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
  MaxResults: z.number().int().min(1).max(MAX_RESULTS).optional(),
  NextToken: z.string().max(8192).optional(),
});

type Needs = Pick<SageMakerContext, "finalMetrics" | "jobs" | "tags">;

/** Orders that the store keeps, so that a page is read and not more. */
const STORED_ORDERS: Readonly<Record<string, SortKey>> = {
  TrainingJobName: "name",
  CreationTime: "created",
  LastModifiedTime: "modified",
};

/** Finds training jobs by any property that Describe shows, by tags and by final metrics. */
export const search = (context: Needs): ServedOperation => ({
  validate,
  handle: (request: SearchRequest) => {
    if (request.Resource !== "TrainingJob")
      throw notImplemented("Trainyard searches training jobs only: set Resource to TrainingJob.");
    const sortBy = request.SortBy ?? "LastModifiedTime";
    const stored = STORED_ORDERS[sortBy];
    return stored
      ? inStoredOrder(context, request, stored)
      : inOrderOfAnything(context, request, sortBy);
  },
});

function inStoredOrder({ jobs, tags }: Needs, request: SearchRequest, sortBy: SortKey) {
  const { SearchExpression = {}, MaxResults = MAX_RESULTS, NextToken: token } = request;
  const walk = jobs.walk({
    sortBy,
    descending: request.SortOrder !== "Ascending",
    modifiedAfter: earliestChange(SearchExpression),
    after: token === undefined ? undefined : decodeToken(token),
  });
  const Results: { TrainingJob: Document }[] = [];
  let last: PagePosition | undefined;
  for (const { item, position } of walk) {
    const TrainingJob = toDocument(item, tags.list(item.arn));
    if (!matches(TrainingJob, SearchExpression)) continue;
    if (last && Results.length === MaxResults) return { Results, NextToken: encodeToken(last) };
    Results.push({ TrainingJob });
    last = position;
  }
  return { Results };
}

/** A time that everything found was changed after, so that what nobody touched is not read. */
function earliestChange({ Filters = [], Operator }: SearchExpression): Date | undefined {
  if (Operator === "Or") return undefined;
  const times = Filters.filter(
    (filter) => filter.Name === "LastModifiedTime" && filter.Operator?.startsWith("GreaterThan"),
  ).map(({ Value = "" }) => Date.parse(Value));
  const latest = Math.max(...times.filter(Number.isFinite));
  return Number.isFinite(latest) ? new Date(latest - 1) : undefined;
}

function inOrderOfAnything(context: Needs, request: SearchRequest, sortBy: string) {
  const metric = metricOf(sortBy);
  const found =
    metric === undefined
      ? byProperty(context, request, sortBy)
      : byMetric(context, request, metric);
  const start = startOf(request.NextToken);
  const end = start + (request.MaxResults ?? MAX_RESULTS);
  const Results: { TrainingJob: Document }[] = [];
  let place = 0;
  for (const job of found) {
    if (place === end) return { Results, NextToken: `search-${end}` };
    if (place >= start) Results.push({ TrainingJob: toDocument(job, context.tags.list(job.arn)) });
    place += 1;
  }
  return { Results };
}

/** Reads no more jobs than are asked for. */
function* byMetric(
  { jobs, tags, finalMetrics }: Needs,
  { SearchExpression = {}, SortOrder }: SearchRequest,
  metric: string,
): Generator<TrainingJob> {
  for (const name of finalMetrics.ranked(metric, SortOrder !== "Ascending")) {
    const job = jobs.get(name);
    if (job && matches(withTagsWhenAsked(job, tags), SearchExpression)) yield job;
  }
}

/** Reads all jobs, and keeps of each what it is sorted by. */
function* byProperty(
  { jobs, tags }: Needs,
  { SearchExpression = {}, SortOrder }: SearchRequest,
  sortBy: string,
): Generator<TrainingJob> {
  const found: { name: string; key: unknown }[] = [];
  for (const job of jobs.all()) {
    const document = withTagsWhenAsked(job, tags);
    if (matches(document, SearchExpression))
      found.push({ name: job.name, key: propertyOf(document, sortBy) });
  }
  const descending = SortOrder !== "Ascending";
  found.sort((a, b) => compareValues(a.key, b.key, descending));
  for (const { name } of found) {
    const job = jobs.get(name);
    if (job) yield job;
  }
}

function toDocument(
  job: TrainingJob,
  tagged: readonly Document[] | readonly { Key: string; Value: string }[],
): Document {
  return { ...describeJob(job), ...(tagged.length > 0 && { Tags: tagged }) };
}

/** Most expressions ask for no tag, and each job's are a query of their own. */
function withTagsWhenAsked(job: TrainingJob, tags: Needs["tags"]): Document {
  return {
    ...describeJob(job),
    get Tags() {
      const tagged = tags.list(job.arn);
      return tagged.length > 0 ? tagged : undefined;
    },
  };
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = /^search-(\d{1,9})$/.exec(token)?.[1];
  if (start === undefined)
    throw invalid("Invalid NextToken: it does not come from an earlier answer.");
  return Number(start);
}
