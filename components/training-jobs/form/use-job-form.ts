"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { useShell } from "@/components/layout/shell-context";
import { datasets } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { createTrainingJob, trainingJobs } from "@/lib/client/training-jobs";
import type { Draft } from "@/lib/client/use-draft";
import type { DatasetSummary } from "@/lib/contracts/datasets";
import type { ImageDetail, ImageSummary, RoleList } from "@/lib/contracts/images";
import type { CreateTrainingJobBody, TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { trainingJobCode } from "@/lib/domain/code/training-job-code";
import { suggestJobName } from "@/lib/domain/names";
import { s3Uri } from "@/lib/domain/s3-uris";
import { OUTPUT_PREFIX, workspaceBucket } from "@/lib/domain/workspace";
import { newJobWords as words } from "@/lib/words/new-training-job";
import type { JobDraft } from "./job-draft";
import { baseFields, changedPaths, mergedFields, withTarget } from "./job-form";
import { bodyOf, fieldProblems } from "./job-form-body";
import { useMetricTrials } from "./use-metric-trials";
import { usePreflight } from "./use-preflight";
import { useRegexProblems } from "./use-regex-problems";

export interface NewJobFormProps {
  readonly images: readonly ImageSummary[];
  readonly image: ImageDetail;
  readonly parent: TrainingJobDetail | null;
  readonly datasets: readonly DatasetSummary[];
  /** The dataset of the URL. */
  readonly asked: string | null;
  readonly roles: RoleList | null;
  readonly draft: Draft<JobDraft>;
}

/** Names are for good: the first of `name`, `name-2`, … that no job of the list has. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const next = `${name.slice(0, 59)}-${number}`;
    if (!taken.has(next)) return next;
  }
}

/** A name that says image, dataset and minute, and that is not taken yet. */
function useFreeName(image: string, dataset: string): string {
  const [now] = useState(() => new Date());
  const suggested = suggestJobName(image, dataset, now);
  const { data } = useQuery({
    ...trainingJobs.names(useTarget(), suggested),
  });
  return freeName(suggested, new Set(data));
}

/** The form as it stands: base, then what follows from the data, then what was typed. */
function useFields({ image, parent, asked, datasets: known, roles, draft }: NewJobFormProps) {
  const target = useTarget();
  const only = known.length === 1 ? (known[0]?.name ?? null) : null;
  const plain = baseFields({
    image,
    parent,
    dataset: asked ?? only,
    roleArn: roles?.default ?? null,
    name: "",
  });
  const chosen = (draft.value?.channels ?? plain.channels)[0]?.dataset ?? "";
  const { data } = useQuery({ ...datasets.detail(target, chosen), enabled: chosen !== "" });
  const name = useFreeName(image.repository ?? image.name, chosen);
  const base = withTarget({ ...plain, name }, image, {
    target: data?.target ?? null,
    isParents: parent !== null && chosen === plain.channels[0]?.dataset,
  });
  return { base, fields: mergedFields(base, draft.value ?? {}), dataset: data ?? null };
}

/** The request as code, with what the server will look up itself. */
function useCode({ image }: NewJobFormProps, body: CreateTrainingJobBody | null) {
  const { accountId, region } = useShell().target;
  if (!body || !accountId) return null;
  const outputPath = s3Uri({ bucket: workspaceBucket(region, accountId), key: OUTPUT_PREFIX });
  return trainingJobCode({ ...body, image: image.reference, outputPath });
}

function useStart(draft: NewJobFormProps["draft"]) {
  const target = useTarget();
  const router = useRouter();
  const create = useMutation(createTrainingJob(useQueryClient(), target));
  // Set at once: two presses of a double click come before the form is drawn again.
  const isBegun = useRef(false);
  const start = (body: CreateTrainingJobBody) => {
    if (isBegun.current) return;
    isBegun.current = true;
    create.mutate(body, {
      onSuccess: ({ name }) => {
        draft.forget();
        router.push(href.trainingJob(target, name));
      },
      onError: () => {
        isBegun.current = false;
      },
    });
  };
  // Until the job's page has come, the form stays busy: a second press would ask for a second job.
  return { start, error: create.error, isStarting: create.isPending || create.isSuccess };
}

/** Everything the parts of the form show and change. */
export function useJobForm(props: NewJobFormProps) {
  const { image, parent, draft, datasets: known } = props;
  const { base, fields, dataset } = useFields(props);
  const trials = useMetricTrials(image, fields.metrics);
  const regexProblems = useRegexProblems(fields.metrics);
  const problems = useMemo(
    () => new Map([...regexProblems, ...fieldProblems(fields, image)]),
    [regexProblems, fields, image],
  );
  const uriOf = (name: string) =>
    known.find((one) => one.name === name)?.uri ?? (dataset?.name === name ? dataset.uri : null);
  const body = problems.size === 0 ? bodyOf(fields, image, uriOf) : null;
  const preflight = usePreflight(body);
  const { start, error, isStarting } = useStart(draft);
  const failed = preflight.failedNow;
  const blocked =
    problems.size > 0
      ? words.fieldsLeft(problems.size)
      : failed > 0
        ? words.checksFailed(failed)
        : null;
  const edit = (part: JobDraft) => draft.put({ ...draft.value, ...part });
  return {
    image,
    parent,
    base,
    fields,
    problems,
    trials,
    changed: parent ? changedPaths(base, fields) : new Set<string>(),
    preflight,
    blocked,
    error,
    isStarting,
    code: useCode(props, body),
    draft,
    edit,
    /** Another image has other channels, metrics and hyperparameters. */
    chooseImage: (algorithm: string) => edit({ algorithm }),
    setParameter: (name: string, value: string) =>
      edit({ hyperparameters: { ...draft.value?.hyperparameters, [name]: value } }),
    start: () => {
      if (body && !blocked && !isStarting) start(body);
    },
  };
}

export type JobForm = ReturnType<typeof useJobForm>;
