"use client";
import { useState } from "react";
import * as z from "zod/mini";

const deployDraft = z.object({
  endpoint: z.string(),
  roleArn: z.string(),
  instanceType: z.string(),
  /** As typed. */
  instances: z.string(),
  startupMinutes: z.number(),
  /** The names of model and configuration come from this time, in milliseconds since 1970. */
  stampedAt: z.number(),
  /** It was sent in just this form, and the answer was no success. */
  attempted: z.boolean(),
});
export type DeployDraft = z.infer<typeof deployDraft>;

/** Names differ by the second. */
const STAMP_MS = 1000;

const keyOf = (target: string, subject: string) => `trainyard.deploy.${target}.${subject}`;

function stored(key: string): DeployDraft | null {
  try {
    const known = z.safeParse(deployDraft, JSON.parse(localStorage.getItem(key) ?? "null"));
    return known.success ? known.data : null;
  } catch {
    // Storage that cannot be read holds no draft.
    return null;
  }
}

function store(key: string, draft: DeployDraft | null): void {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // A browser without storage keeps the draft as long as the page.
  }
}

/**
 * The form as it stands, kept across reloads. What was sent keeps its names, so that sending it
 * again continues; changed after that, it is another deployment and gets names of its own.
 * @param subject what is deployed, and what it replaces
 */
export function useDeployDraft(target: string, subject: string, begin: () => DeployDraft) {
  const key = keyOf(target, subject);
  const [draft, setDraft] = useState(() => stored(key) ?? begin());
  const put = (next: DeployDraft) => {
    setDraft(next);
    store(key, next);
  };
  return {
    draft,
    change: (part: Partial<DeployDraft>) => {
      const stampedAt = draft.attempted
        ? Math.max(Date.now(), draft.stampedAt + STAMP_MS)
        : draft.stampedAt;
      put({ ...draft, stampedAt, attempted: false, ...part });
    },
    markAttempt: () => put({ ...draft, attempted: true }),
    forget: () => store(key, null),
  };
}
