"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import * as z from "zod/mini";
import { useSettled } from "@/components/ui/use-settled";
import { href } from "@/lib/client/href";
import { registerImage, registrationCheckOf } from "@/lib/client/image-registration";
import { useTarget } from "@/lib/client/target-context";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import { registrationWords as words } from "@/lib/words/image-registration";
import { emptyFields, type RegistrationFields, registrationFields } from "./fields";
import { type RegistrationProblems, requestOf } from "./request";

/** A draft that no longer reads is as good as none; storage may also be forbidden. */
function stored(key: string): RegistrationFields | null {
  try {
    const known = z.safeParse(registrationFields, JSON.parse(localStorage.getItem(key) ?? "null"));
    return known.success ? known.data : null;
  } catch {
    return null;
  }
}

function store(key: string, fields: RegistrationFields | null): void {
  try {
    if (fields) localStorage.setItem(key, JSON.stringify(fields));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing still has the form itself.
  }
}

/** What was typed for this target and image, kept until it is registered or discarded. */
function useFields(target: string, reference: string) {
  const key = `trainyard.draft.new-image.${target}.${reference}`;
  const [draft, setDraft] = useState(() => stored(key));
  const put = (next: RegistrationFields | null) => {
    setDraft(next);
    store(key, next);
  };
  return {
    fields: useMemo(() => draft ?? emptyFields(reference), [draft, reference]),
    hasDraft: draft !== null,
    put,
    /** It was registered: nothing is left to keep, and the form stays until it goes. */
    forget: () => store(key, null),
  };
}

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
  const { fields, hasDraft, put, forget } = useFields(useTarget(), reference);
  const { request, problems: ofShape } = useMemo(() => requestOf(fields), [fields]);
  const check = useCheck(request);
  const problems: RegistrationProblems = new Map([
    ...ofShape,
    ...(check.current?.problems ?? []).map(({ path, message }) => [path, message] as const),
  ]);
  const { send, error, isSending } = useRegister(forget);
  const blocked = blockedBy(problems, check);
  return {
    fields,
    problems,
    check,
    blocked,
    error,
    isSending,
    hasDraft,
    /** As it will be sent: the target names the registry where the form leaves it open. */
    request: check.current?.request ?? request,
    edit: (part: Partial<RegistrationFields>) => put({ ...fields, ...part }),
    replace: put,
    discard: () => put(null),
    register: () => {
      if (request && !blocked && !isSending) send(request);
    },
  };
}

export type Registration = ReturnType<typeof useRegistration>;

export interface RegistrationPartProps {
  readonly form: Registration;
}
