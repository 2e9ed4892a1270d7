import type { ImageDetail } from "@/lib/contracts/images";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { stopAfterText } from "../stop-after";
import type { JobDraft } from "./job-draft";

export interface ChannelField {
  readonly name: string;
  /** A dataset's name; empty when another place is named, or nothing yet. */
  readonly dataset: string;
  /** Of another place; null where a dataset is asked for. */
  readonly uri: string | null;
}

export interface MetricField {
  readonly name: string;
  readonly regex: string;
}

/** What the form holds: text as typed, so that nothing typed is ever refused. */
export interface JobFields {
  readonly name: string;
  readonly channels: readonly ChannelField[];
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly metrics: readonly MetricField[];
  readonly roleArn: string;
  readonly instanceType: string;
  readonly instanceCount: string;
  readonly volumeGb: string;
  readonly stopAfter: string;
}

export interface FormSources {
  readonly image: ImageDetail;
  /** The job this one is cloned from. */
  readonly parent: TrainingJobDetail | null;
  /** Where channels begin that nobody chose yet. */
  readonly dataset: string | null;
  readonly roleArn: string | null;
  readonly name: string;
}

const DEFAULTS = { instanceCount: "1", volumeGb: "10", stopAfter: "1 h" } as const;
/** Runs everywhere and is the first type most accounts have a quota for. */
const DEFAULT_INSTANCE = "ml.m5.large";

function channelsOf({ image, parent, dataset }: FormSources): ChannelField[] {
  if (parent && parent.channels.length > 0) {
    return parent.channels.map(({ name, dataset: known, uri }) => ({
      name,
      dataset: known ?? "",
      uri: known === null ? uri : null,
    }));
  }
  const required = image.channels.filter((channel) => channel.required);
  const asked = required.length > 0 ? required : image.channels.slice(0, 1);
  const names = asked.length > 0 ? asked.map(({ name }) => name) : ["training"];
  return names.map((name) => ({ name, dataset: dataset ?? "", uri: null }));
}

/** The image's own, or the only one that there is to choose. */
function usualValue({
  default: value,
  required,
  values,
}: FormSources["image"]["hyperparameters"][number]): string {
  const only = required && values.length === 1 ? values[0] : undefined;
  return value ?? only ?? "";
}

/** A parent of another image gives only what this image also takes. */
function hyperparametersOf({ image, parent }: FormSources): Record<string, string> {
  const isSame = parent?.algorithm === image.name;
  const specified = image.hyperparameters.map(
    (spec) =>
      [spec.name, parent?.hyperparameters[spec.name] ?? (isSame ? "" : usualValue(spec))] as const,
  );
  const extra = isSame ? Object.entries(parent.hyperparameters) : [];
  return { ...Object.fromEntries(extra), ...Object.fromEntries(specified) };
}

/** The form before anything was typed. */
export function baseFields(sources: FormSources): JobFields {
  const { image, parent, roleArn, name } = sources;
  const types = image.trainingInstanceTypes;
  return {
    name,
    channels: channelsOf(sources),
    hyperparameters: hyperparametersOf(sources),
    metrics: parent?.algorithm === image.name ? parent.metrics : image.metrics,
    roleArn: parent?.role ?? roleArn ?? "",
    instanceType: parent?.instanceType ?? types[0] ?? DEFAULT_INSTANCE,
    instanceCount: String(parent?.instanceCount ?? DEFAULTS.instanceCount),
    volumeGb: String(parent?.volumeGb ?? DEFAULTS.volumeGb),
    stopAfter: parent?.maxRuntimeSeconds
      ? stopAfterText(parent.maxRuntimeSeconds)
      : DEFAULTS.stopAfter,
  };
}

const TARGET = "target";

/**
 * The column to learn follows the dataset until somebody types another one: a clone keeps its
 * parent's as long as it keeps its parent's data.
 */
export function withTarget(
  base: JobFields,
  image: ImageDetail,
  data: { readonly target: string | null; readonly isParents: boolean },
): JobFields {
  const takesTarget = image.hyperparameters.some(({ name }) => name === TARGET);
  const known = base.hyperparameters[TARGET];
  if (!takesTarget || data.target === null || (known && data.isParents)) return base;
  return { ...base, hyperparameters: { ...base.hyperparameters, [TARGET]: data.target } };
}

/** What stands in the form: the draft over its base. */
export function mergedFields(base: JobFields, { algorithm: _, ...draft }: JobDraft): JobFields {
  const hyperparameters = { ...base.hyperparameters, ...draft.hyperparameters };
  const taken = Object.entries(hyperparameters).filter(([name]) => name in base.hyperparameters);
  return { ...base, ...draft, hyperparameters: Object.fromEntries(taken) };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Paths of the fields that differ from the base; the name always does. */
export function changedPaths(base: JobFields, fields: JobFields): ReadonlySet<string> {
  const { hyperparameters, name: _, ...rest } = fields;
  const plain = (Object.keys(rest) as (keyof typeof rest)[]).filter(
    (key) => !same(rest[key], base[key]),
  );
  const values = Object.keys(hyperparameters).filter(
    (key) => hyperparameters[key] !== base.hyperparameters[key],
  );
  return new Set([...plain, ...values.map((key) => `hyperparameters.${key}`)]);
}
