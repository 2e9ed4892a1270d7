import "server-only";
import { headObject } from "@/lib/aws/s3-objects";
import { describeEndpoint } from "@/lib/aws/sagemaker-endpoints";
import { describeTrainingJob } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { CheckLine } from "@/lib/contracts/common";
import type { DeployCheckBody } from "@/lib/contracts/endpoints";
import { endpointCan } from "@/lib/domain/endpoints";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { byteWords, checkWords as words } from "@/lib/words/checks";
import { checkImage, checkRole } from "./preflight";

async function checkEndpointName(
  target: Target,
  name: string,
  isUpdate: boolean,
): Promise<CheckLine> {
  const taken = await describeEndpoint(target, name);
  if (isUpdate) return checkUpdate(name, taken?.status ?? null);
  return taken
    ? { id: "name", result: "fail", statement: words.nameTaken(name), detail: null }
    : { id: "name", result: "ok", statement: words.nameFree(name), detail: null };
}

function checkUpdate(name: string, status: string | null): CheckLine {
  if (status !== null && endpointCan("update", { status })) {
    return { id: "name", result: "ok", statement: words.answersMeanwhile(name), detail: null };
  }
  const statement = status === null ? words.noEndpoint(name) : words.cannotUpdate(name, status);
  return { id: "name", result: "fail", statement, detail: null };
}

async function checkModel(target: Target, name: string): Promise<CheckLine[]> {
  const job = await describeTrainingJob(target, name);
  const at = job?.modelUri ? parseS3Uri(job.modelUri) : null;
  const facts = at ? await headObject(target, at) : null;
  if (!facts) {
    return [
      {
        id: "model",
        result: "fail",
        statement: words.modelMissing(name),
        detail: words.modelMissingFix,
      },
    ];
  }
  const model: CheckLine = {
    id: "model",
    result: "ok",
    statement: words.modelReady(name),
    detail: byteWords(facts.size),
  };
  return job?.image ? [model, await checkImage(target, job.image)] : [model];
}

/** What would keep a deployment from its endpoint. */
export async function deploymentChecks(
  target: Target,
  body: DeployCheckBody,
): Promise<{ checks: CheckLine[]; ready: boolean }> {
  const [name, model, role] = await Promise.all([
    checkEndpointName(target, body.endpoint, body.isUpdate ?? false),
    checkModel(target, body.job),
    checkRole(target, body.roleArn),
  ]);
  const checks = [name, ...model, role];
  return { checks, ready: checks.every(({ result }) => result !== "fail") };
}
