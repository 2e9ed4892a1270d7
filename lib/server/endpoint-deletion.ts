import "server-only";
import { toAppError } from "@/lib/aws/errors";
import {
  type ConfigRow,
  deleteEndpoint,
  deleteEndpointConfig,
  deleteModel,
  describeEndpoint,
  describeEndpointConfig,
  type EndpointFacts,
  type EndpointRow,
  listEndpointConfigs,
  listEndpoints,
} from "@/lib/aws/sagemaker-endpoints";
import type { Target } from "@/lib/aws/targets";
import type { EndpointDeletion } from "@/lib/contracts/endpoints";
import { mapLimited } from "@/lib/domain/map-limited";
import { boundedCache } from "./bounded-cache";
import { modelsBehind } from "./endpoint-index";
import { requireEndpoint } from "./endpoints";

const PAGE = 100;
/** Pages of each list that are looked through: 500 endpoints, 500 configurations. */
const MAX_PAGES = 5;
const AT_ONCE = 4;

/** Whoever asks twice, before and at the deletion, has each described once. */
const configs = () => boundedCache<string | null>("endpoints.config", 1000);
const models = () => boundedCache<readonly string[]>("endpoint-configs.models", 1000);

const configOf = (target: Target, { name, modifiedAt, status }: EndpointRow) =>
  configs().get(
    `${target.name} ${name} ${modifiedAt} ${status}`,
    async () => (await describeEndpoint(target, name))?.config ?? null,
  );

/** A configuration never changes; one made anew under its name has another time. */
const modelsOf = (target: Target, { name, createdAt }: ConfigRow) =>
  models().get(`${target.name} ${name} ${createdAt}`, async () => {
    const config = await describeEndpointConfig(target, name);
    return config?.variants.flatMap(({ model }) => model ?? []) ?? [];
  });

/** All rows, or null when there are more than are looked through. */
async function wholeList<Row>(
  list: (cursor?: string) => Promise<{ rows: readonly Row[]; nextCursor: string | null }>,
): Promise<Row[] | null> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await list(cursor);
    rows.push(...answer.rows);
    if (answer.nextCursor === null) return rows;
    cursor = answer.nextCursor;
  }
  return null;
}

interface Users {
  /** Other endpoints with this one's configuration. */
  readonly ofConfig: readonly string[];
  /** Configurations that name a model, this endpoint's own among them. */
  readonly ofModel: ReadonlyMap<string, readonly string[]>;
}

async function usersBeside(target: Target, endpoint: EndpointFacts): Promise<Users | null> {
  const [endpointRows, configRows] = await Promise.all([
    wholeList((cursor) => listEndpoints(target, { limit: PAGE, cursor })),
    wholeList((cursor) => listEndpointConfigs(target, { limit: PAGE, cursor })),
  ]);
  if (!endpointRows || !configRows) return null;
  const others = endpointRows.filter(
    ({ name, status }) => name !== endpoint.name && status !== "Deleting",
  );
  const used = await mapLimited(others, AT_ONCE, (row) => configOf(target, row));
  const named = await mapLimited(configRows, AT_ONCE, (row) => modelsOf(target, row));
  const ofModel = new Map<string, string[]>();
  for (const [at, { name }] of configRows.entries()) {
    for (const model of named[at] ?? []) ofModel.set(model, [...(ofModel.get(model) ?? []), name]);
  }
  return {
    ofConfig: others.filter((_, at) => used[at] === endpoint.config).map(({ name }) => name),
    ofModel,
  };
}

/** Null where the account is too large, or does not let us look. */
async function users(target: Target, endpoint: EndpointFacts): Promise<Users | null> {
  try {
    return await usersBeside(target, endpoint);
  } catch (error) {
    if (toAppError(error).code === "AccessDenied") return null;
    throw error;
  }
}

type Part = EndpointDeletion["parts"][number];

/** Each part with what else uses it. A configuration that stays keeps its models. */
function collectParts(
  config: string,
  models: readonly string[],
  { ofConfig, ofModel }: Users,
): Part[] {
  const configStays = ofConfig.length > 0;
  return [
    { kind: "config", name: config, usedBy: [...ofConfig] },
    ...models.map((name) => ({
      kind: "model" as const,
      name,
      usedBy: (ofModel.get(name) ?? []).filter((user) => configStays || user !== config),
    })),
  ];
}

const NOBODY: Users = { ofConfig: [], ofModel: new Map() };

async function deletionOf(target: Target, endpoint: EndpointFacts): Promise<EndpointDeletion> {
  const found = await modelsBehind(target, endpoint.config);
  const models = [...new Set(found.map(({ name }) => name))];
  const known = await users(target, endpoint);
  return {
    parts: collectParts(endpoint.config, models, known ?? NOBODY),
    known: known !== null,
  };
}

/** Configuration and models of the endpoint, with what other endpoints and configurations use. */
export const getDeletion = async (target: Target, name: string): Promise<EndpointDeletion> =>
  deletionOf(target, await requireEndpoint(target, name));

/**
 * Deletes the endpoint, and on request its configuration and models as far as nothing else uses
 * them; what cannot be told stays. The archive in S3 and the training job always stay.
 */
export async function removeEndpoint(
  target: Target,
  name: string,
  also: "config-and-models" | undefined,
): Promise<{ deleted: string[]; kept: string[] }> {
  const endpoint = await requireEndpoint(target, name);
  const { parts, known } = await deletionOf(target, endpoint);
  const goes = ({ usedBy }: Part) => also !== undefined && known && usedBy.length === 0;
  // The answer to a request may get lost: sent again, it goes on with what is left.
  if (endpoint.status !== "Deleting") await deleteEndpoint(target, name);
  const doomed = parts.filter(goes);
  for (const part of doomed) await DELETE_PART[part.kind](target, part.name);
  return {
    deleted: [name, ...doomed.map((part) => part.name)],
    kept: parts.filter((part) => !goes(part)).map((part) => part.name),
  };
}

const DELETE_PART = { config: deleteEndpointConfig, model: deleteModel } as const;
