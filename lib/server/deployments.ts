import "server-only";
import { headObject } from "@/lib/aws/s3-objects";
import {
  createEndpoint,
  createEndpointConfig,
  createModel,
  describeEndpoint,
  describeEndpointConfig,
  describeModel,
  updateEndpoint,
} from "@/lib/aws/sagemaker-endpoints";
import type { Target } from "@/lib/aws/targets";
import type { DeployBody, Deployed } from "@/lib/contracts/endpoints";
import { AppError } from "@/lib/domain/app-error";
import type { DeploymentPlan } from "@/lib/domain/code/deployment-code";
import { endpointCan } from "@/lib/domain/endpoints";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { apiSentences } from "@/lib/words/api";
import { requireEndpoint } from "./endpoints";
import { requireJob } from "./training-jobs";

/** The image that trained the model serves it, with the archive the job wrote. */
async function planOf(
  target: Target,
  body: DeployBody,
  isUpdate: boolean,
): Promise<DeploymentPlan> {
  const job = await requireJob(target, body.job);
  const at = job.modelUri ? parseS3Uri(job.modelUri) : null;
  if (!job.modelUri || !at || !(await headObject(target, at))) {
    throw new AppError("Conflict", {
      detail: apiSentences.noModelYet(body.job),
      fix: apiSentences.noModelFix,
    });
  }
  if (!job.image)
    throw new AppError("Conflict", { detail: apiSentences.noTrainingImage(body.job) });
  return {
    ...body,
    image: job.image,
    modelUri: job.modelUri,
    startupTimeoutSeconds: body.startupTimeoutSeconds ?? null,
    isUpdate,
  };
}

const taken = (kind: string, name: string) =>
  new AppError("AlreadyExists", { detail: apiSentences.nameTaken(kind, name) });

/** A model of that name is ours to go on with only when it serves the same archive. */
async function modelStep(target: Target, plan: DeploymentPlan) {
  const step = await createModel(target, plan);
  const model = step === "existed" ? await describeModel(target, plan.model) : null;
  if (model && (model.modelUri !== plan.modelUri || model.image !== plan.image)) {
    throw taken("model", plan.model);
  }
  return step;
}

/** The same for a configuration: another instance type or number is another deployment. */
async function configStep(target: Target, plan: DeploymentPlan) {
  const step = await createEndpointConfig(target, plan);
  const config = step === "existed" ? await describeEndpointConfig(target, plan.config) : null;
  const isOurs = config?.variants.every(
    ({ model, instanceType, instanceCount }) =>
      model === plan.model &&
      instanceType === plan.instanceType &&
      instanceCount === plan.instanceCount,
  );
  if (config && !isOurs) throw taken("endpoint configuration", plan.config);
  return step;
}

async function endpointStep(target: Target, plan: DeploymentPlan) {
  const step = await createEndpoint(target, plan);
  const endpoint = step === "existed" ? await describeEndpoint(target, plan.endpoint) : null;
  if (endpoint && endpoint.config !== plan.config) throw taken("endpoint", plan.endpoint);
  return step;
}

/**
 * Model, endpoint configuration, endpoint. The names come with the request, so that one which
 * broke off in the middle is continued by sending it again.
 */
export async function deploy(target: Target, body: DeployBody): Promise<Deployed> {
  const plan = await planOf(target, body, false);
  const model = await modelStep(target, plan);
  const config = await configStep(target, plan);
  const endpoint = await endpointStep(target, plan);
  return { endpoint: body.endpoint, model, config, endpointStep: endpoint };
}

/**
 * Puts a job's model behind an endpoint that is there. The old instances answer until the new
 * ones do, so no request fails. Sent again, it goes on where it broke off.
 * @throws AppError NotFound, Conflict while the endpoint is being changed
 */
export async function replaceModel(target: Target, body: DeployBody): Promise<Deployed> {
  const endpoint = await requireEndpoint(target, body.endpoint);
  const isUnderWay = [endpoint.config, endpoint.pendingConfig].includes(body.config);
  if (!isUnderWay && !endpointCan("update", endpoint)) {
    throw new AppError("Conflict", {
      detail: apiSentences.cannotUpdate(body.endpoint, endpoint.status),
      fix: apiSentences.updateLater,
    });
  }
  const plan = await planOf(target, body, true);
  const model = await modelStep(target, plan);
  const config = await configStep(target, plan);
  if (!isUnderWay) await updateEndpoint(target, plan);
  return {
    endpoint: body.endpoint,
    model,
    config,
    endpointStep: isUnderWay ? "existed" : "created",
  };
}
