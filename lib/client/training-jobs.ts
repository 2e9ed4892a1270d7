import {
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type {
  Archive,
  CreateTrainingJobBody,
  JobCurvesBody,
  TagJobBody,
  TrainingJobListQuery,
} from "@/lib/contracts/training-jobs";
import { api } from "./api-paths";
import { getJson, sendJson } from "./fetch";

const noContent = async () => (await import("@/lib/contracts/common")).noContent;
const signedUrl = async () => (await import("@/lib/contracts/common")).signedUrl;
const evaluationAnswer = async () => (await import("@/lib/contracts/evaluation")).evaluationAnswer;
const logPage = async () => (await import("@/lib/contracts/live")).logPage;
const schemaAnswer = async () => (await import("@/lib/contracts/model-files")).schemaAnswer;
const trainingJobContracts = () => import("@/lib/contracts/training-jobs");
const artifactList = async () => (await trainingJobContracts()).artifactList;
const createdTrainingJob = async () => (await trainingJobContracts()).createdTrainingJob;
const logSample = async () => (await trainingJobContracts()).logSample;
const preflightResult = async () => (await trainingJobContracts()).preflightResult;
const jobCurves = async () => (await trainingJobContracts()).jobCurves;
const namedJobs = async () => (await trainingJobContracts()).namedJobs;
const stoppedJob = async () => (await trainingJobContracts()).stoppedJob;
const trainingJobDetail = async () => (await trainingJobContracts()).trainingJobDetail;
const trainingJobPage = async () => (await trainingJobContracts()).trainingJobPage;

/** Lines `from` to `from + limit - 1` of one log stream. */
interface LogPlace {
  readonly stream: string;
  readonly from: number;
  readonly limit: number;
}

type ListFilter = Omit<TrainingJobListQuery, "cursor" | "limit">;

/** Queries of training jobs; what moves is refreshed by the live stream, not by timers here. */
export const trainingJobs = {
  all: (target: string) => [target, "training-jobs"] as const,

  list: (target: string, filter: ListFilter = {}) =>
    infiniteQueryOptions({
      queryKey: [...trainingJobs.all(target), "list", filter] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson(
          api.trainingJobs(target, { ...filter, cursor: pageParam }),
          trainingJobPage,
          signal,
        ),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),

  /** The jobs of these names, as a list shows them; those that do not exist are left out. */
  named: (target: string, names: readonly string[]) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "named", names] as const,
      queryFn: async ({ signal }) => {
        if (names.length === 0) return [];
        return (await getJson(api.namedTrainingJobs(target, names), namedJobs, signal)).items;
      },
    }),

  /** The course of a metric in jobs that are over; what they were never changes. */
  curves: (target: string, body: JobCurvesBody) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "curves", body] as const,
      queryFn: ({ signal }) =>
        sendJson("POST", api.trainingJobCurves(target), body, jobCurves, signal),
      enabled: body.jobs.length > 0,
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: keepPreviousData,
    }),

  /** Names that contain a text, to find one that is free. */
  names: (target: string, q: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "names", q] as const,
      queryFn: async ({ signal }) => {
        const { items } = await getJson(api.trainingJobs(target, { q }), trainingJobPage, signal);
        return items.map(({ name }) => name);
      },
    }),

  detail: (target: string, name: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "detail", name] as const,
      queryFn: ({ signal }) => getJson(api.trainingJob(target, name), trainingJobDetail, signal),
    }),

  artifacts: (target: string, name: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "detail", name, "artifacts"] as const,
      queryFn: ({ signal }) =>
        getJson(api.trainingJobArtifacts(target, name), artifactList, signal),
    }),

  evaluation: (target: string, name: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "detail", name, "evaluation"] as const,
      queryFn: ({ signal }) =>
        getJson(api.trainingJobEvaluation(target, name), evaluationAnswer, signal),
    }),

  schema: (target: string, name: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "detail", name, "schema"] as const,
      queryFn: ({ signal }) => getJson(api.trainingJobSchema(target, name), schemaAnswer, signal),
    }),

  /** A stretch of a log; its lines never change. */
  logPage: (target: string, name: string, page: LogPlace) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "detail", name, "log", page] as const,
      queryFn: ({ signal }) => getJson(api.trainingJobLog(target, name, page), logPage, signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  /** Names of completed jobs of an image (`repository:tag`), the newest first. */
  completed: (target: string, image: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "completed", image] as const,
      queryFn: async ({ signal }) => {
        const path = api.trainingJobs(target, { q: `status:Completed image:${image}`, limit: 20 });
        const { items } = await getJson(path, trainingJobPage, signal);
        // The search knows parts of a reference only: `a:1` is one of `a:10` too.
        return items.filter(({ imageName }) => imageName === image).map(({ name }) => name);
      },
    }),

  /** Of a job that is over, so it never changes. */
  logSample: (target: string, name: string) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "detail", name, "log-sample"] as const,
      queryFn: ({ signal }) => getJson(api.trainingJobLogSample(target, name), logSample, signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  /** The form as it stands, checked by the server; the key is the form. */
  preflight: (target: string, body: CreateTrainingJobBody) =>
    queryOptions({
      queryKey: [...trainingJobs.all(target), "preflight", body] as const,
      queryFn: ({ signal }) =>
        sendJson("POST", api.trainingJobPreflight(target), body, preflightResult, signal),
      staleTime: 10_000,
    }),
};

export const createTrainingJob = (client: QueryClient, target: string) =>
  mutationOptions({
    mutationFn: (body: CreateTrainingJobBody) =>
      sendJson("POST", api.trainingJobs(target), body, createdTrainingJob),
    onSuccess: () => client.invalidateQueries({ queryKey: trainingJobs.all(target) }),
  });

export const stopTrainingJob = (client: QueryClient, target: string) =>
  mutationOptions({
    mutationFn: (name: string) =>
      sendJson("POST", api.trainingJobStop(target, name), undefined, stoppedJob),
    onSuccess: () => client.invalidateQueries({ queryKey: trainingJobs.all(target) }),
  });

/** Gives one job a tag; the lists are read again when the last one has it. */
export const tagTrainingJob = (target: string, tag: TagJobBody) => (name: string) =>
  sendJson("POST", api.trainingJobTags(target, name), tag, noContent);

/** An address that S3 serves the archive under for a quarter of an hour. */
export const artifactDownload = (target: string, name: string, archive: Archive) =>
  getJson(api.trainingJobDownload(target, name, archive), signedUrl);
