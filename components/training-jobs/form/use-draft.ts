"use client";
import { useState } from "react";
import * as z from "zod/mini";
import type { JobDraft } from "./job-form";

const text = z.optional(z.string());
const draftSchema = z.object({
  algorithm: text,
  name: text,
  channels: z.optional(
    z.array(z.object({ name: z.string(), dataset: z.string(), uri: z.nullable(z.string()) })),
  ),
  hyperparameters: z.optional(z.record(z.string(), z.string())),
  metrics: z.optional(z.array(z.object({ name: z.string(), regex: z.string() }))),
  roleArn: text,
  instanceType: text,
  instanceCount: text,
  volumeGb: text,
  stopAfter: text,
});

/** Drafts that no longer read are as good as none; storage may also be forbidden. */
function read(key: string): JobDraft {
  try {
    const stored = localStorage.getItem(key);
    const result = draftSchema.safeParse(stored === null ? {} : JSON.parse(stored));
    return result.success ? withoutUnset(result.data) : {};
  } catch {
    return {};
  }
}

const withoutUnset = (draft: z.infer<typeof draftSchema>): JobDraft =>
  Object.fromEntries(
    Object.entries(draft).filter(([, value]) => value !== undefined),
  ) as unknown as JobDraft;

function write(key: string, draft: JobDraft): void {
  try {
    if (Object.keys(draft).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing still has the form itself.
  }
}

/** What was typed into this target's form, kept across reloads until it is sent or discarded. */
export function useDraft(target: string, source: string) {
  const key = `trainyard.draft.new-training-job.${target}.${source}`;
  const [draft, setDraft] = useState<JobDraft>(() => read(key));
  const change = (next: JobDraft) => {
    setDraft(next);
    write(key, next);
  };
  return {
    draft,
    isEmpty: Object.keys(draft).length === 0,
    edit: (edit: JobDraft) => change({ ...draft, ...edit }),
    discard: () => change({}),
    /** The job was started: nothing is left to keep, and the form stays as it is until it goes. */
    forget: () => write(key, {}),
  };
}
