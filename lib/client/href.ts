/** One path segment: names come from AWS and from URLs, so they are always encoded. */
const seg = (text: string): string => encodeURIComponent(text);

type Query = Readonly<Record<string, string | number | null | undefined>>;

/** `?a=1&b=2` of the members that are set, or the empty string. */
export function query(values: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

export type JobTab = "overview" | "logs" | "evaluation" | "artifacts" | "configuration";
export type ScoreMode = "file" | "row" | "history";
export type ImageTab = "specification" | "jobs";

/** Every page's address. The target stands first, so that a link means one thing. */
export const href = {
  home: (target: string, state: { journey?: string | undefined } = {}) =>
    `/${seg(target)}${query(state)}`,
  datasets: (
    target: string,
    state: { q?: string | undefined; upload?: 1 | undefined; sample?: 1 | undefined } = {},
  ) => `/${seg(target)}/datasets${query(state)}`,
  dataset: (
    target: string,
    name: string,
    state: { row?: number | undefined; missing?: "1" | undefined } = {},
  ) => `/${seg(target)}/datasets/${seg(name)}${query(state)}`,
  images: (target: string, state: { q?: string | undefined } = {}) =>
    `/${seg(target)}/images${query(state)}`,
  image: (target: string, name: string, state: { tab?: ImageTab | undefined } = {}) =>
    `/${seg(target)}/images/${seg(name)}${query(state)}`,
  newImage: (target: string, state: { ref?: string | undefined } = {}) =>
    `/${seg(target)}/new-image${query(state)}`,
  trainingJobs: (
    target: string,
    state: {
      q?: string | undefined;
      algorithm?: string | undefined;
      dataset?: string | undefined;
      sort?: string | undefined;
      /** Names of selected jobs, parted by commas. */
      sel?: string | undefined;
    } = {},
  ) => `/${seg(target)}/training-jobs${query(state)}`,
  trainingJob: (
    target: string,
    name: string,
    state: { tab?: JobTab | undefined; line?: number | undefined; q?: string | undefined } = {},
  ) => `/${seg(target)}/training-jobs/${seg(name)}${query(state)}`,
  newTrainingJob: (
    target: string,
    state: {
      from?: string | undefined;
      dataset?: string | undefined;
      image?: string | undefined;
    } = {},
  ) => `/${seg(target)}/new-training-job${query(state)}`,
  /** `jobs` are names, parted by commas. */
  compare: (
    target: string,
    state: {
      jobs?: string | undefined;
      metric?: string | undefined;
      x?: "time" | undefined;
      same?: "1" | undefined;
    } = {},
  ) => `/${seg(target)}/compare${query(state)}`,
  endpoints: (target: string, state: { q?: string | undefined; range?: string | undefined } = {}) =>
    `/${seg(target)}/endpoints${query(state)}`,
  endpoint: (target: string, name: string, state: { range?: string | undefined } = {}) =>
    `/${seg(target)}/endpoints/${seg(name)}${query(state)}`,
  updateEndpoint: (target: string, name: string, state: { job?: string | undefined } = {}) =>
    `/${seg(target)}/endpoints/${seg(name)}/update${query({
      from: state.job ? `job:${state.job}` : undefined,
    })}`,
  activity: (target: string, state: { q?: string | undefined } = {}) =>
    `/${seg(target)}/activity${query(state)}`,

  doctor: (target: string) => `/${seg(target)}/doctor`,
  /** `from` is written `job:<name>`, as other sources will be named beside it. */
  newEndpoint: (target: string, state: { job?: string | undefined } = {}) =>
    `/${seg(target)}/new-endpoint${query({ from: state.job ? `job:${state.job}` : undefined })}`,
  score: (
    target: string,
    state: {
      endpoint?: string | undefined;
      mode?: ScoreMode | undefined;
      run?: string | undefined;
    } = {},
  ) => `/${seg(target)}/score${query(state)}`,
} as const;

/** The job named by a `from=job:<name>` query, or null. */
export const jobOfFrom = (from: string | null | undefined): string | null =>
  from?.startsWith("job:") && from.length > 4 ? from.slice(4) : null;
