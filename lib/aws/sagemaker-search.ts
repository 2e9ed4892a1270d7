import "server-only";
import {
  type Filter,
  type Operator,
  SearchCommand,
  type SearchCommandOutput,
} from "@aws-sdk/client-sagemaker";
import type { QueryCondition, QueryOperator } from "@/lib/domain/job-query";
import { TAG_ALGORITHM, TAG_DATASET } from "@/lib/domain/workspace";
import { clientsFor } from "./clients";
import { type JobFacts, toJobFacts } from "./sagemaker-training-jobs";
import type { Target } from "./targets";

export interface FoundJob {
  readonly facts: JobFacts;
  readonly tags: Readonly<Record<string, string>>;
}

export interface JobSearch {
  /** AWS takes one Contains an expression, so only one of the two may be asked for. */
  readonly nameContains?: string | undefined;
  readonly imageContains?: string | undefined;
  readonly status?: string | undefined;
  readonly algorithm?: string | undefined;
  readonly dataset?: string | undefined;
  readonly conditions?: readonly QueryCondition[] | undefined;
  /** Only jobs whose record was changed after this moment, ISO-8601. */
  readonly changedAfter?: string | undefined;
  /** "CreationTime", "Metrics.validation:rmse" and the like. */
  readonly sortBy: string;
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const OPERATORS: Record<QueryOperator, Operator> = {
  "<": "LessThan",
  "<=": "LessThanOrEqualTo",
  ">": "GreaterThan",
  ">=": "GreaterThanOrEqualTo",
  "=": "Equals",
};

function filtersOf(search: JobSearch): Filter[] {
  const filters: Filter[] = [];
  const add = (Name: string, Operator: Operator, Value: string | undefined) => {
    if (Value !== undefined) filters.push({ Name, Operator, Value });
  };
  add("TrainingJobName", "Contains", search.nameContains);
  add("AlgorithmSpecification.TrainingImage", "Contains", search.imageContains);
  add("TrainingJobStatus", "Equals", search.status);
  add(`Tags.${TAG_ALGORITHM}`, "Equals", search.algorithm);
  add(`Tags.${TAG_DATASET}`, "Equals", search.dataset);
  add("LastModifiedTime", "GreaterThan", search.changedAfter);
  for (const { on, name, operator, value } of search.conditions ?? []) {
    add(`${on === "metric" ? "Metrics" : "HyperParameters"}.${name}`, OPERATORS[operator], value);
  }
  return filters;
}

/** AWS's limit of the filters in one expression. */
export const NAMES_A_SEARCH = 20;

const foundIn = (results: SearchResult): FoundJob[] =>
  (results ?? []).flatMap(({ TrainingJob }) =>
    TrainingJob
      ? [{ facts: toJobFacts(TrainingJob as JobOfSearch), tags: tagsOf(TrainingJob.Tags) }]
      : [],
  );

/** The jobs of these names, at most NAMES_A_SEARCH, that the search index knows, in any order. */
export async function searchNamedJobs(
  target: Target,
  names: readonly string[],
): Promise<FoundJob[]> {
  const { Results } = await clientsFor(target).sagemaker.send(
    new SearchCommand({
      Resource: "TrainingJob",
      SearchExpression: {
        Operator: "Or",
        Filters: names.map((Value) => ({ Name: "TrainingJobName", Operator: "Equals", Value })),
      },
      MaxResults: NAMES_A_SEARCH,
    }),
  );
  return foundIn(Results);
}

/**
 * Training jobs with their tags and final metrics in one call. AWS's search index lags some
 * seconds behind, so a list must not rest on it alone.
 */
export async function searchTrainingJobs(
  target: Target,
  search: JobSearch,
): Promise<{ jobs: FoundJob[]; nextCursor: string | null }> {
  const filters = filtersOf(search);
  const answer = await clientsFor(target).sagemaker.send(
    new SearchCommand({
      Resource: "TrainingJob",
      ...(filters.length > 0 ? { SearchExpression: { Filters: filters } } : {}),
      SortBy: search.sortBy,
      SortOrder: search.descending ? "Descending" : "Ascending",
      MaxResults: search.limit,
      NextToken: search.cursor,
    }),
  );
  return { jobs: foundIn(answer.Results), nextCursor: answer.NextToken ?? null };
}

/** The two types differ in members alone that the API requires of a description. */
type SearchResult = SearchCommandOutput["Results"];
type JobOfSearch = Parameters<typeof toJobFacts>[0];

const tagsOf = (
  tags: readonly { Key: string | undefined; Value: string | undefined }[] | undefined,
): Record<string, string> =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
