import type { ImageDetail } from "@/lib/contracts/images";
import { type CreateTrainingJobBody, createTrainingJobBody } from "@/lib/contracts/training-jobs";
import { type HyperparameterProblem, hyperparameterProblem } from "@/lib/domain/hyperparameters";
import { resourceNameProblem } from "@/lib/domain/names";
import { parseS3Uri } from "@/lib/domain/s3-uris";
import { checkWords } from "@/lib/words/checks";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { parseStopAfter } from "../stop-after";
import type { ChannelField, JobFields, MetricField } from "./job-form";

/** A sentence for each field that cannot be sent, by the field's path. */
export type FieldProblems = ReadonlyMap<string, string>;

export const parameterPath = (name: string) => `hyperparameters.${name}`;
export const channelPath = (index: number) => `channels.${index}`;
export const metricPath = (index: number, part: keyof MetricField) => `metrics.${index}.${part}`;

const HYPERPARAMETER_WORDS: {
  [K in HyperparameterProblem["kind"]]: (
    problem: Extract<HyperparameterProblem, { kind: K }>,
  ) => string;
} = {
  missing: () => checkWords.parameterMissing,
  notANumber: () => checkWords.parameterNotNumber,
  notAnInteger: () => checkWords.parameterNotInteger,
  below: ({ limit }) => checkWords.parameterBelow(limit),
  above: ({ limit }) => checkWords.parameterAbove(limit),
  notAllowed: ({ values }) => checkWords.parameterNotAllowed(values),
};

const inWords = <K extends HyperparameterProblem["kind"]>(
  problem: Extract<HyperparameterProblem, { kind: K }>,
): string => HYPERPARAMETER_WORDS[problem.kind as K](problem);

const { shape } = createTrainingJobBody;

const integer = (text: string): number => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);

function channelProblem({ name, dataset, uri }: ChannelField): string | null {
  if (uri !== null) return parseS3Uri(uri.trim()) ? null : words.locationProblem;
  return dataset === "" ? words.datasetMissing(name) : null;
}

type Problem = readonly [path: string, sentence: string | null];

function metricProblems(metrics: readonly MetricField[]): Problem[] {
  return metrics.flatMap(({ name, regex }, index): Problem[] => {
    const isTwice = metrics.findIndex((other) => other.name === name) < index;
    const ofName =
      name.trim() === "" ? words.metricNameProblem : isTwice ? words.metricTwice : null;
    return [
      [metricPath(index, "name"), ofName],
      [metricPath(index, "regex"), regex.trim() === "" ? words.regexEmpty : null],
    ];
  });
}

function machineProblems(fields: JobFields): Problem[] {
  const fits = (ok: boolean, sentence: string) => (ok ? null : sentence);
  const { roleArn, instanceType, instanceCount, volumeGb } = shape;
  return [
    ["roleArn", fits(roleArn.safeParse(fields.roleArn.trim()).success, words.roleProblem)],
    [
      "instanceType",
      fits(instanceType.safeParse(fields.instanceType.trim()).success, words.instanceTypeProblem),
    ],
    [
      "instanceCount",
      fits(instanceCount.safeParse(integer(fields.instanceCount)).success, words.instancesProblem),
    ],
    ["volumeGb", fits(volumeGb.safeParse(integer(fields.volumeGb)).success, words.volumeProblem)],
    ["stopAfter", fits(parseStopAfter(fields.stopAfter) !== null, words.stopAfterProblem)],
  ];
}

/** What cannot be sent as it stands, known without asking anybody. */
export function fieldProblems(fields: JobFields, image: ImageDetail): FieldProblems {
  const name = resourceNameProblem(fields.name.trim());
  const problems: Problem[] = [
    ["name", name === null ? null : words.nameProblem[name]],
    ...fields.channels.map((channel, at): Problem => [channelPath(at), channelProblem(channel)]),
    ...image.hyperparameters.map((spec): Problem => {
      const problem = hyperparameterProblem(spec, fields.hyperparameters[spec.name] ?? "");
      return [parameterPath(spec.name), problem === null ? null : inWords(problem)];
    }),
    ...machineProblems(fields),
    ...metricProblems(fields.metrics),
  ];
  return new Map(problems.filter((problem): problem is [string, string] => problem[1] !== null));
}

/** The request of the form; null while a field cannot be sent. */
export function bodyOf(
  fields: JobFields,
  image: ImageDetail,
  uriOf: (dataset: string) => string | null,
): CreateTrainingJobBody | null {
  const contentType = (channel: string) =>
    image.channels.find(({ name }) => name === channel)?.contentTypes[0] ?? null;
  const values = Object.entries(fields.hyperparameters).map(
    ([name, value]) => [name, value.trim()] as const,
  );
  const result = createTrainingJobBody.safeParse({
    name: fields.name.trim(),
    algorithm: image.name,
    dataset: fields.channels.find(({ dataset }) => dataset !== "")?.dataset ?? null,
    channels: fields.channels.map(({ name, dataset, uri }) => ({
      name,
      uri: uri?.trim() ?? uriOf(dataset) ?? "",
      contentType: contentType(name),
    })),
    hyperparameters: Object.fromEntries(values.filter(([, value]) => value !== "")),
    metrics: fields.metrics.map(({ name, regex }) => ({ name: name.trim(), regex })),
    roleArn: fields.roleArn.trim(),
    instanceType: fields.instanceType.trim(),
    instanceCount: integer(fields.instanceCount),
    volumeGb: integer(fields.volumeGb),
    maxRuntimeSeconds: parseStopAfter(fields.stopAfter),
  });
  return result.success ? result.data : null;
}
