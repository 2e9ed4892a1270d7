import "server-only";
import {
  describeEndpoint,
  describeEndpointConfig,
  describeModel,
  type EndpointFacts,
  listEndpoints as listRows,
  type ModelFacts,
} from "@/lib/aws/sagemaker-endpoints";
import type { Target } from "@/lib/aws/targets";
import type { EndpointDetail, EndpointPage, EndpointVariant } from "@/lib/contracts/endpoints";
import type { SchemaAnswer } from "@/lib/contracts/model-files";
import { AppError } from "@/lib/domain/app-error";
import { endpointKind } from "@/lib/domain/endpoints";
import { failureCause } from "@/lib/domain/failure-reasons";
import { jobOfModelUri } from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { absentWords } from "@/lib/words/model-files";
import { AllowedParts } from "./allowed";
import { modelsBehind } from "./endpoint-index";
import { schemaOfModel } from "./model-files";

const LIMIT = 50;
/** What a part of a name may hold: AWS refuses to look for anything else. */
const NAME_PART = /^[A-Za-z0-9-]{0,63}$/;

export async function listEndpoints(
  target: Target,
  query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<EndpointPage> {
  if (!NAME_PART.test(query.q ?? "")) return { items: [], nextCursor: null };
  const { rows, nextCursor } = await listRows(target, {
    nameContains: query.q,
    limit: query.limit ?? LIMIT,
    cursor: query.cursor,
  });
  return { items: rows.map((row) => ({ ...row, kind: endpointKind(row.status) })), nextCursor };
}

/** @throws AppError NotFound */
export async function requireEndpoint(target: Target, name: string): Promise<EndpointFacts> {
  const endpoint = await describeEndpoint(target, name);
  if (!endpoint) throw new AppError("NotFound", { detail: apiSentences.noEndpoint(name) });
  return endpoint;
}

interface Behind {
  readonly variants: EndpointVariant[];
  readonly first: ModelFacts | null;
}

/** The variants as their configuration names them, with what runs now where AWS says so. */
async function behind(
  target: Target,
  endpoint: EndpointFacts,
  parts: AllowedParts,
): Promise<Behind> {
  const config = await parts.of(describeEndpointConfig(target, endpoint.config), null);
  const models = await Promise.all(
    (config?.variants ?? []).map(({ model }) =>
      model ? parts.of(describeModel(target, model), null) : null,
    ),
  );
  const variants = (config?.variants ?? []).map((variant, at): EndpointVariant => {
    const running = endpoint.variants.find(({ name }) => name === variant.name);
    const model = models[at] ?? null;
    return {
      name: variant.name,
      model: variant.model,
      instanceType: variant.instanceType,
      desiredInstances: running?.desired ?? variant.instanceCount,
      currentInstances: running?.current ?? null,
      weight: running?.weight ?? variant.weight,
      image: model?.image ?? null,
      modelUri: model?.modelUri ?? null,
      job: model?.modelUri ? jobOfModelUri(model.modelUri) : null,
    };
  });
  return { variants, first: models[0] ?? null };
}

/** The endpoint with what stands behind it: configuration, models, the jobs that wrote them. */
export async function getEndpoint(target: Target, name: string): Promise<EndpointDetail> {
  const endpoint = await requireEndpoint(target, name);
  const parts = new AllowedParts();
  const { variants, first } = await behind(target, endpoint, parts);
  return {
    name: endpoint.name,
    arn: endpoint.arn,
    status: endpoint.status,
    kind: endpointKind(endpoint.status),
    config: endpoint.config,
    createdAt: endpoint.createdAt,
    modifiedAt: endpoint.modifiedAt,
    failure: failureCause(endpoint.failureReason),
    variants,
    role: first?.role ?? null,
    environment: first?.environment ?? {},
    denied: parts.denied,
  };
}

/** What the model behind the endpoint was trained on: the check of a CSV rests on it. */
export async function endpointSchema(target: Target, name: string): Promise<SchemaAnswer> {
  const { config } = await requireEndpoint(target, name);
  const [model] = await modelsBehind(target, config);
  if (!model?.modelUri) return { schema: null, absent: absentWords.noArchive("schema.json") };
  return schemaOfModel(target, model.modelUri);
}
