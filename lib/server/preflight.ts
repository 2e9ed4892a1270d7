import "server-only";
import { toAppError } from "@/lib/aws/errors";
import { findRole } from "@/lib/aws/iam";
import { type Algorithm, describeAlgorithm } from "@/lib/aws/sagemaker-algorithms";
import { describeTrainingJob } from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type { CheckLine } from "@/lib/contracts/common";
import type { CreateTrainingJobBody, PreflightResult } from "@/lib/contracts/training-jobs";
import { learnsClasses } from "@/lib/domain/algorithms";
import { type HyperparameterProblem, hyperparameterProblem } from "@/lib/domain/hyperparameters";
import { shortReference } from "@/lib/domain/image-references";
import { compileMetrics } from "@/lib/domain/log-metrics";
import { checkWords as words } from "@/lib/words/checks";
import { imagePresence } from "./images";
import { checkChannel, checkTable } from "./preflight-data";

const line = (
  id: string,
  result: CheckLine["result"],
  statement: string,
  detail: string | null = null,
): CheckLine => ({ id, result, statement, detail });

/** A job's name is used up for good, in whatever state the job is. */
async function checkName(target: Target, name: string): Promise<CheckLine> {
  return (await describeTrainingJob(target, name))
    ? line("name", "fail", words.nameTaken(name), words.nameTakenFix)
    : line("name", "ok", words.nameFree(name));
}

export async function checkRole(target: Target, arn: string): Promise<CheckLine> {
  const name = arn.split("/").at(-1) ?? arn;
  try {
    const role = await findRole(target, arn);
    if (!role) return line("role", "fail", words.roleMissing(name), words.roleMissingFix);
    return role.trustsSageMaker
      ? line("role", "ok", words.roleTrusted(name))
      : line("role", "fail", words.roleUntrusted(name), words.roleUntrustedFix);
  } catch (error) {
    if (toAppError(error).code !== "AccessDenied") throw error;
    return line("role", "warn", words.roleUnread(name), words.roleUnreadFix);
  }
}

export async function checkImage(target: Target, reference: string): Promise<CheckLine> {
  const short = shortReference(reference);
  const presence = await imagePresence(target, reference);
  if (!presence.known) return line("image", "warn", words.imageUnread(short), words.imageElsewhere);
  return presence.image
    ? line("image", "ok", words.imageReady(short))
    : line("image", "fail", words.imageMissing(short), words.imageMissingFix);
}

const PROBLEMS: {
  [K in HyperparameterProblem["kind"]]: (
    problem: Extract<HyperparameterProblem, { kind: K }>,
  ) => string;
} = {
  missing: () => words.parameterMissing,
  notANumber: () => words.parameterNotNumber,
  notAnInteger: () => words.parameterNotInteger,
  below: ({ limit }) => words.parameterBelow(limit),
  above: ({ limit }) => words.parameterAbove(limit),
  notAllowed: ({ values }) => words.parameterNotAllowed(values),
};

const wordsOf = <K extends HyperparameterProblem["kind"]>(
  problem: Extract<HyperparameterProblem, { kind: K }>,
): string => PROBLEMS[problem.kind as K](problem);

const checkParameters = (algorithm: Algorithm, body: CreateTrainingJobBody): CheckLine[] =>
  algorithm.hyperparameters.flatMap((spec) => {
    const problem = hyperparameterProblem(spec, body.hyperparameters[spec.name] ?? "");
    if (!problem) return [];
    return [line(`parameter:${spec.name}`, "fail", words.parameter(spec.name), wordsOf(problem))];
  });

/** AWS would take an expression that RE2 does not, and these pages could then draw no curve. */
const checkMetrics = (body: CreateTrainingJobBody): CheckLine[] =>
  compileMetrics(body.metrics).refused.map(({ name, reason }) =>
    line(`metric:${name}`, "fail", words.metricRefused(name), reason),
  );

const checkRequiredChannels = (algorithm: Algorithm, body: CreateTrainingJobBody): CheckLine[] =>
  algorithm.channels
    .filter(({ required, name }) => required && !body.channels.some((c) => c.name === name))
    .map(({ name }) =>
      line(`channel:${name}`, "fail", words.channelRequired(name), words.channelRequiredFix),
    );

/** Checks of one algorithm against the form: what it is, what it takes, what it would learn. */
async function checkAlgorithm(target: Target, body: CreateTrainingJobBody): Promise<CheckLine[]> {
  const algorithm = await describeAlgorithm(target, body.algorithm);
  if (!algorithm) {
    return [
      line("image", "fail", words.algorithmMissing(body.algorithm), words.algorithmMissingFix),
    ];
  }
  const spec = algorithm.hyperparameters.find(({ name }) => name === "target");
  const takesWords = learnsClasses(algorithm.metrics, body.hyperparameters);
  const [image, table] = await Promise.all([
    checkImage(target, algorithm.image),
    body.dataset ? checkTable(target, body.dataset, body, spec && { ...spec, takesWords }) : [],
  ]);
  return [
    image,
    ...checkRequiredChannels(algorithm, body),
    ...table,
    ...checkParameters(algorithm, body),
  ];
}

/** What would stop or spoil the job, found before it is started and paid for. */
export async function preflight(
  target: Target,
  body: CreateTrainingJobBody,
): Promise<PreflightResult> {
  const [name, algorithm, role, channels] = await Promise.all([
    checkName(target, body.name),
    checkAlgorithm(target, body),
    checkRole(target, body.roleArn),
    Promise.all(body.channels.map((channel) => checkChannel(target, channel))),
  ]);
  const checks = [name, ...algorithm, role, ...channels, ...checkMetrics(body)];
  return { checks, ready: checks.every(({ result }) => result !== "fail") };
}
