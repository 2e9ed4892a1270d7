import { queryOptions } from "@tanstack/react-query";
import type { ProfileEvent } from "@/lib/contracts/dataset-profile";
import { common } from "@/lib/words/common";
import { api } from "./api-paths";
import { datasets } from "./datasets";
import { ApiError, getJson, openStream } from "./fetch";
import { jsonLines } from "./json-lines";

const datasetProfileContracts = () => import("@/lib/contracts/dataset-profile");
const profileAnswer = async () => (await datasetProfileContracts()).profileAnswer;
const glanceAnswer = async () => (await import("@/lib/contracts/dataset-glance")).glanceAnswer;
const profileEvent = async () => (await datasetProfileContracts()).profileEvent;

/** The profile of the dataset's present files and settings; null before it is made. */
export const datasetProfile = (target: string, name: string) =>
  queryOptions({
    queryKey: [...datasets.detail(target, name).queryKey, "profile"] as const,
    queryFn: ({ signal }) => getJson(api.datasetProfile(target, name), profileAnswer, signal),
  });

/** What the stored profile says in one line; made by looking at the dataset itself. */
export const datasetGlance = (target: string, name: string, label: string | null) =>
  queryOptions({
    queryKey: [...datasets.detail(target, name).queryKey, "glance", label] as const,
    queryFn: ({ signal }) =>
      getJson(api.datasetGlance(target, name, { label: label ?? undefined }), glanceAnswer, signal),
    staleTime: 60_000,
  });

export type ProfileProgress = Extract<ProfileEvent, { kind: "waiting" | "progress" }>;

/**
 * Has the dataset profiled. Aborting the signal gives it up, unless another page waits for it.
 * @throws ApiError
 */
export async function makeProfile(
  target: string,
  name: string,
  onProgress: (progress: ProfileProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const body = await openStream(api.datasetProfile(target, name), signal);
  for await (const event of jsonLines(body, profileEvent)) {
    if (event.kind === "done") return;
    if (event.kind === "problem") throw new ApiError(event.problem.detail, event.problem);
    onProgress(event);
  }
  throw new ApiError(common.failure.silent, null);
}
