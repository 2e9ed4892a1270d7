"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useRef } from "react";
import { useSettled } from "@/components/ui/use-settled";
import { href } from "@/lib/client/href";
import { registerImage, registrationCheckOf } from "@/lib/client/image-registration";
import { useTarget } from "@/lib/client/target-context";
import { useDraft } from "@/lib/client/use-draft";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import { registrationWords as words } from "@/lib/words/image-registration";
import { emptyFields, type RegistrationFields, registrationFields } from "./fields";
import { type RegistrationProblems, requestOf } from "./request";

const PAUSE_MS = 400;

const NOTHING: AlgorithmFile = {
  AlgorithmName: "none",
  TrainingSpecification: {
    TrainingImage: "none",
    SupportedTrainingInstanceTypes: [],
    TrainingChannels: [],
  },
};

/** What the target says of the request, once nobody has typed for a moment. */
function useCheck(request: AlgorithmFile | null) {
  const settled = useSettled(request, PAUSE_MS);
  const query = useQuery({
    ...registrationCheckOf(useTarget(), settled ?? NOTHING),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  });
  const isCurrent = request !== null && settled === request && !query.isPlaceholderData;
  return {
    query,
    answer: query.data ?? null,
    current: isCurrent ? (query.data ?? null) : null,
    isChecking: query.isFetching || (request !== null && settled !== request),
  };
}

function useRegister(forget: () => void) {
  const target = useTarget();
  const router = useRouter();
  const mutation = useMutation(registerImage(useQueryClient(), target));
  // Set at once: two presses of a double click come before the form is drawn again.
  const isBegun = useRef(false);
  const send = (request: AlgorithmFile) => {
    if (isBegun.current) return;
    isBegun.current = true;
    mutation.mutate(request, {
      onSuccess: ({ name }) => {
        forget();
        router.push(href.image(target, name));
      },
      onError: () => {
        isBegun.current = false;
      },
    });
  };
  return { send, error: mutation.error, isSending: mutation.isPending || mutation.isSuccess };
}

function blockedBy(problems: RegistrationProblems, check: ReturnType<typeof useCheck>) {
  if (problems.size > 0) return words.fieldsLeft(problems.size);
  if (check.query.error && !check.isChecking) return null;
  if (!check.current) return words.stillChecking;
  const failed = check.current.checks.filter(({ result }) => result === "fail").length;
  return failed > 0 ? words.checksFailed(failed) : null;
}

/** Everything the parts of the form show and change. */
export function useRegistration(reference: string) {
  const draft = useDraft("new-image", reference, registrationFields);
  const fields = useMemo(() => draft.value ?? emptyFields(reference), [draft.value, reference]);
  const { request, problems: ofShape } = useMemo(() => requestOf(fields), [fields]);
  const check = useCheck(request);
  const problems: RegistrationProblems = new Map([
    ...ofShape,
    ...(check.current?.problems ?? []).map(({ path, message }) => [path, message] as const),
  ]);
  const { send, error, isSending } = useRegister(draft.forget);
  const blocked = blockedBy(problems, check);
  return {
    fields,
    problems,
    check,
    blocked,
    error,
    isSending,
    draft,
    /** As it will be sent: the target names the registry where the form leaves it open. */
    request: check.current?.request ?? request,
    edit: (part: Partial<RegistrationFields>) => draft.put({ ...fields, ...part }),
    replace: draft.put,
    register: () => {
      if (request && !blocked && !isSending) send(request);
    },
  };
}

export type Registration = ReturnType<typeof useRegistration>;

export interface RegistrationPartProps {
  readonly form: Registration;
}
