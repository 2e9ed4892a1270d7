import "server-only";
import {
  describeEndpoint,
  describeEndpointConfig,
  describeModel,
  type EndpointRow,
  listEndpoints,
  type ModelFacts,
} from "@/lib/aws/sagemaker-endpoints";
import type { Target } from "@/lib/aws/targets";
import { mapLimited } from "@/lib/domain/map-limited";
import { jobOfModelUri } from "@/lib/domain/workspace";
import { boundedCache } from "./bounded-cache";

/** Which model stands behind which endpoint is asked anew this often. */
const FRESH_MS = 15_000;
/** An account with more endpoints shows the newest ones beside their jobs. */
const ENDPOINTS = 30;

/** endpoint → config → models, as it is now. */
export async function modelsBehind(target: Target, config: string): Promise<ModelFacts[]> {
  const described = await describeEndpointConfig(target, config);
  const names = described?.variants.flatMap(({ model }) => (model ? [model] : [])) ?? [];
  const models = await Promise.all(names.map((name) => describeModel(target, name)));
  return models.filter((model) => model !== null);
}

const indexes = () => boundedCache<ReadonlyMap<string, string[]>>("endpoints.by-job", 16);

const behind = () => boundedCache<readonly string[]>("endpoints.jobs", 1000);

/**
 * The jobs whose models an endpoint serves. What stands behind it changes with its time of change
 * only, so a list of endpoints costs one call and those that changed three more each.
 */
const jobsBehind = (target: Target, { name, modifiedAt, status }: EndpointRow) =>
  behind().get(`${target.name} ${name} ${modifiedAt} ${status}`, async () => {
    const endpoint = await describeEndpoint(target, name);
    const models = endpoint ? await modelsBehind(target, endpoint.config) : [];
    return models.flatMap(({ modelUri }) => (modelUri && jobOfModelUri(modelUri)) || []);
  });

async function buildIndex(target: Target): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await listEndpoints(target, { limit: ENDPOINTS });
  const byJob = new Map<string, string[]>();
  await mapLimited(rows, 4, async (row) => {
    for (const job of await jobsBehind(target, row)) {
      byJob.set(job, [...new Set([...(byJob.get(job) ?? []), row.name])].sort());
    }
  });
  return byJob;
}

/** For each job the endpoints that answer from its model, at most some seconds old. */
export function endpointsByJob(target: Target): Promise<ReadonlyMap<string, string[]>> {
  const key = `${target.name} ${Math.floor(Date.now() / FRESH_MS)}`;
  return indexes().get(key, () => buildIndex(target));
}

export const endpointsOfJob = async (target: Target, job: string): Promise<string[]> =>
  (await endpointsByJob(target)).get(job) ?? [];
