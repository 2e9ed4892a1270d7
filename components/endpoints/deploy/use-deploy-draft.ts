"use client";
import { useState } from "react";
import * as z from "zod/mini";
import { useDraft } from "@/lib/client/use-draft";

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

/**
 * The form as it stands, kept across reloads. What was sent keeps its names, so that sending it
 * again continues; changed after that, it is another deployment and gets names of its own.
 * @param subject what is deployed, and what it replaces
 */
export function useDeployDraft(subject: string, begin: () => DeployDraft) {
  const kept = useDraft("deploy", subject, deployDraft);
  const [begun] = useState(begin);
  const draft = kept.value ?? begun;
  return {
    draft,
    kept,
    change: (part: Partial<DeployDraft>) => {
      const stampedAt = draft.attempted
        ? Math.max(Date.now(), draft.stampedAt + STAMP_MS)
        : draft.stampedAt;
      kept.put({ ...draft, stampedAt, attempted: false, ...part });
    },
    markAttempt: () => kept.put({ ...draft, attempted: true }),
  };
}
