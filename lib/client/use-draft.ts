"use client";
import { useState } from "react";
import type { ZodMiniType } from "zod/mini";
import { readLocal, writeLocal } from "./local-json";
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

/**
 * What was typed into a form, kept in this browser across reloads and ended sessions until it is
 * sent or discarded.
 * @param subject what the form is about, within its target
 * @param schema a draft that no longer reads is as good as none
 */
export function useDraft<T extends object>(
  form: DraftForm,
  subject: string,
  schema: ZodMiniType<T>,
): Draft<T> {
  const key = `trainyard.draft.${form}.${useTarget()}.${subject}`;
  const read = () => {
    const kept = readLocal(key) as { keptAt?: unknown; value?: unknown } | null;
    const value = schema.safeParse(kept?.value).data ?? null;
    const isDated = value !== null && typeof kept?.keptAt === "string";
    return { key, value, keptAt: isDated ? String(kept.keptAt) : null };
  };
  const [state, setState] = useState(read);
  const draft = state.key === key ? state : read();
  // The address changed under the form: it is about something else now.
  if (draft !== state) setState(draft);
  return {
    value: draft.value,
    keptAt: draft.keptAt,
    put: (value) => {
      const keptAt = new Date().toISOString();
      setState({ key, value, keptAt: writeLocal(key, { keptAt, value }) ? keptAt : null });
    },
    discard: () => {
      writeLocal(key, null);
      setState({ key, value: null, keptAt: null });
    },
    forget: () => {
      writeLocal(key, null);
    },
  };
}
