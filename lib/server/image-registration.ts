import "server-only";
import { accountIdOf } from "@/lib/aws/clients";
import { toAppError } from "@/lib/aws/errors";
import { registryHost } from "@/lib/aws/registry-host";
import { createAlgorithm, describeAlgorithm } from "@/lib/aws/sagemaker-algorithms";
import type { Target } from "@/lib/aws/targets";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import type { CheckLine } from "@/lib/contracts/common";
import type { RegistrationCheck } from "@/lib/contracts/image-registration";
import { algorithmProblems } from "@/lib/domain/algorithm-problems";
import { AppError } from "@/lib/domain/app-error";
import { parseImageReference } from "@/lib/domain/image-references";
import { checkWords } from "@/lib/words/checks";
import { registrationWords as words } from "@/lib/words/image-registration";
import { checkImage } from "./preflight";

/** A file leaves the registry open, since it serves every account; AWS wants it named. */
async function withRegistry(target: Target, reference: string): Promise<string> {
  const parsed = parseImageReference(reference);
  if (!parsed || parsed.registry !== null) return reference;
  return `${registryHost(await accountIdOf(target), target.region)}/${reference}`;
}

/** The request as this target takes it: image and containers of the same name move together. */
async function inTarget(target: Target, request: AlgorithmFile): Promise<AlgorithmFile> {
  const { TrainingSpecification: training, InferenceSpecification: inference } = request;
  const image = await withRegistry(target, training.TrainingImage);
  const containers = await Promise.all(
    (inference?.Containers ?? []).map(async (container) => ({
      ...container,
      Image: await withRegistry(target, container.Image),
    })),
  );
  return {
    ...request,
    TrainingSpecification: { ...training, TrainingImage: image },
    ...(inference ? { InferenceSpecification: { ...inference, Containers: containers } } : {}),
  };
}

async function checkName(target: Target, name: string): Promise<CheckLine> {
  try {
    return (await describeAlgorithm(target, name))
      ? {
          id: "name",
          result: "fail",
          statement: checkWords.nameTaken(name),
          detail: words.nameTakenFix,
        }
      : { id: "name", result: "ok", statement: checkWords.nameFree(name), detail: null };
  } catch (error) {
    if (toAppError(error).code !== "AccessDenied") throw error;
    return {
      id: "name",
      result: "warn",
      statement: words.nameUnread(name),
      detail: words.nameUnreadFix,
    };
  }
}

/** What speaks against registering an image, found before anything is asked of SageMaker. */
export async function checkRegistration(
  target: Target,
  file: AlgorithmFile,
): Promise<RegistrationCheck> {
  const [request, name] = await Promise.all([
    inTarget(target, file),
    checkName(target, file.AlgorithmName),
  ]);
  const image = await checkImage(target, request.TrainingSpecification.TrainingImage);
  return { request, problems: algorithmProblems(request), checks: [image, name] };
}

/**
 * Registers an image as an Algorithm.
 * @throws AppError Invalid with the fields, AlreadyExists
 */
export async function registerImage(
  target: Target,
  file: AlgorithmFile,
): Promise<{ name: string; arn: string }> {
  const fields = algorithmProblems(file);
  if (fields.length > 0) {
    const detail = fields.map(({ path, message }) => `${path}: ${message}`).join(" ");
    throw new AppError("Invalid", { detail, fields });
  }
  const request = await inTarget(target, file);
  return { name: request.AlgorithmName, arn: await createAlgorithm(target, request) };
}
