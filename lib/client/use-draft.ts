"use client";
import { useEffect, useState } from "react";
import type { ZodMiniType } from "zod/mini";
import { dropDraft, findDraft, freshDraftKey, ownDraftKey, storeDraft } from "./tab-drafts";
import { useTarget } from "./target-context";

/** The forms that keep a draft; part of the key it is kept under. */
export type DraftForm = "new-training-job" | "deploy" | "new-image" | "row" | "raw-body" | "note";

export interface Draft<T> {
  /** What was typed and not sent; null when nothing was. */
  readonly value: T | null;
  /** When it was kept, in ISO-8601; null where the browser keeps nothing. */
  readonly keptAt: string | null;
  readonly put: (value: T) => void;
  readonly discard: () => void;
  /** It was sent: nothing is left to keep, and the form stays as it is until it goes. */
  readonly forget: () => void;
}

interface State<T> {
  readonly form: string;
  /** Where the value is kept; another tab's key until something is typed here. */
  readonly key: string | null;
  readonly value: T | null;
  readonly keptAt: string | null;
}

/**
 * What was typed into a form, kept in this browser across reloads and ended sessions until it is
 * sent or discarded. Each tab keeps its own; one that has none begins with the newest that is left.
 * @param subject what the form is about, within its target
 * @param schema a draft that no longer reads is as good as none
 */
export function useDraft<T extends object>(
  form: DraftForm,
  subject: string,
  schema: ZodMiniType<T>,
): Draft<T> {
  const name = `trainyard.draft.${form}.${useTarget()}.${subject}`;
  const [state, setState] = useState(() => readState(name, schema));
  const draft = state.form === name ? state : readState(name, schema);
  // The address changed under the form: it is about something else now.
  if (draft !== state) setState(draft);
  useDefence(draft, setState);
  const drop = () => {
    dropDraft(draft.key);
    dropDraft(ownDraftKey(name));
  };
  return {
    value: draft.value,
    keptAt: draft.keptAt,
    put: (value) => {
      const key = ownDraftKey(name);
      if (draft.key !== key) dropDraft(draft.key);
      setState({ form: name, key, value, keptAt: storeDraft(key, value) });
    },
    discard: () => {
      drop();
      setState({ form: name, key: null, value: null, keptAt: null });
    },
    forget: () => {
      drop();
      setState({ ...draft, key: null });
    },
  };
}

function readState<T extends object>(form: string, schema: ZodMiniType<T>): State<T> {
  const found = findDraft(form);
  const value = schema.safeParse(found?.value).data ?? null;
  if (found === null || value === null) return { form, key: null, value: null, keptAt: null };
  return { form, key: found.key, value, keptAt: found.keptAt || null };
}

/**
 * Keeps the draft elsewhere when another tab writes under its key, or takes what it held for left
 * behind.
 */
function useDefence<T>(draft: State<T>, setState: (state: State<T>) => void): void {
  useEffect(() => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === null || key !== draft.key || draft.value === null) return;
      if (key !== ownDraftKey(draft.form)) return;
      const fresh = freshDraftKey(draft.form);
      setState({ ...draft, key: fresh, keptAt: storeDraft(fresh, draft.value) });
    };
    addEventListener("storage", onStorage);
    return () => removeEventListener("storage", onStorage);
  }, [draft, setState]);
}
