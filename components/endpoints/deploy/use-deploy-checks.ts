"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "@/components/ui/use-settled";
import { endpoints } from "@/lib/client/endpoints";
import { useTarget } from "@/lib/client/target-context";
import type { DeployDraft } from "./use-deploy-draft";

const TYPING_MS = 300;

/** The server's checks of the form; `isSettled` says that they speak of what stands in it now. */
export function useDeployChecks(
  draft: DeployDraft,
  { job, isUpdate }: { readonly job: string; readonly isUpdate: boolean },
  isComplete: boolean,
) {
  const target = useTarget();
  const endpoint = useSettled(draft.endpoint, TYPING_MS);
  const query = useQuery({
    ...endpoints.checks(target, { endpoint, job, roleArn: draft.roleArn, isUpdate }),
    enabled: isComplete && draft.roleArn !== "" && endpoint === draft.endpoint,
    placeholderData: keepPreviousData,
  });
  const isSettled = query.isSuccess && !query.isPlaceholderData && endpoint === draft.endpoint;
  return { ...query, isSettled };
}
