"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { DraftNote } from "@/components/layout/draft-note";
import { InstanceCost } from "@/components/layout/instance-cost";
import { FailureBanner } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { deployModel } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { images, roles } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { deploymentNames, resourceNameProblem } from "@/lib/domain/names";
import { deployWords as words } from "@/lib/words/deploy";
import { DeployAside } from "./deploy-aside";
import { DeployFields } from "./deploy-fields";
import { useDeployChecks } from "./use-deploy-checks";
import { type DeployDraft, useDeployDraft } from "./use-deploy-draft";

const COMMON_TYPES = ["ml.t2.medium", "ml.m5.large", "ml.m5.xlarge", "ml.c5.xlarge"] as const;
const DEFAULT_TYPE = "ml.m5.large";
const STARTUP_MINUTES = 8;
const MOST_INSTANCES = 100;

export interface DeployFormProps {
  readonly job: TrainingJobDetail;
  /** The name of a new endpoint, which may be changed. */
  readonly suggested: string;
  /** The endpoint that gets the model instead, with what it has now. */
  readonly updates?: EndpointDetail;
}

/** The form before anybody typed: like what runs now, or as a first endpoint is made. */
const begin = ({ job, suggested, updates }: DeployFormProps): DeployDraft => ({
  endpoint: updates?.name ?? suggested,
  roleArn: updates?.role ?? job.role,
  instanceType: updates?.variants[0]?.instanceType ?? DEFAULT_TYPE,
  instances: String(updates?.variants[0]?.desiredInstances ?? 1),
  startupMinutes: STARTUP_MINUTES,
  stampedAt: Date.now(),
  attempted: false,
});

/** What the form says is wrong, by field; a field without a problem is absent. */
function problemsOf({ endpoint, instances }: DeployDraft) {
  const name = resourceNameProblem(endpoint);
  const count = /^\d{1,3}$/.test(instances.trim()) ? Number(instances) : 0;
  return {
    count,
    name: name ? words.nameProblem[name] : null,
    instances: count >= 1 && count <= MOST_INSTANCES ? null : words.instancesProblem,
  };
}

/** Instance types the image's specification names for serving. */
function useInstanceTypes(algorithm: string | null): readonly string[] {
  const target = useTarget();
  const { data } = useQuery({
    ...images.detail(target, algorithm ?? ""),
    enabled: algorithm !== null,
  });
  const own = data?.inferenceInstanceTypes ?? [];
  return own.length > 0 ? own : COMMON_TYPES;
}

/** The names of everything that is made are fixed here, before the first call. */
export function DeployForm(props: DeployFormProps) {
  const { job, updates } = props;
  const isUpdate = updates !== undefined;
  const target = useTarget();
  const router = useRouter();
  const toast = useToast();
  const deploy = useMutation(deployModel(useQueryClient(), target, isUpdate));
  const roleList = useQuery(roles(target)).data?.roles ?? [];
  const types = useInstanceTypes(job.algorithm);
  const subject = updates ? `${updates.name}.${job.name}` : job.name;
  const { draft, kept, change, markAttempt } = useDeployDraft(subject, () => begin(props));
  const problems = problemsOf(draft);
  const names = deploymentNames(draft.endpoint, new Date(draft.stampedAt));
  const checks = useDeployChecks(draft, { job: job.name, isUpdate }, problems.name === null);
  const isBlocked = !draft.attempted && checks.isSettled && checks.data?.ready === false;
  const reason = problems.name ?? problems.instances ?? (isBlocked ? words.blocked : null);
  const plan = {
    ...names,
    roleArn: draft.roleArn,
    instanceType: draft.instanceType,
    instanceCount: problems.count,
    startupTimeoutSeconds: draft.startupMinutes * 60,
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reason || deploy.isPending) return;
    markAttempt();
    deploy.mutate(
      { ...plan, job: job.name },
      {
        onSuccess: () => {
          kept.forget();
          toast({ text: (isUpdate ? words.updated : words.deployed)(plan.endpoint) });
          router.push(href.endpoint(target, plan.endpoint));
        },
      },
    );
  };
  return (
    <form onSubmit={send} noValidate>
      <DeployFields
        draft={draft}
        change={change}
        problems={problems}
        modelName={names.model}
        roles={roleList}
        types={types}
        isUpdate={isUpdate}
      />
      <DeployAside
        checks={checks}
        plan={{ ...plan, image: job.image ?? "", modelUri: job.modelUri ?? "", isUpdate }}
      >
        <InstanceCost use="hosting" instanceType={draft.instanceType} instances={problems.count} />
        {deploy.error ? <FailureBanner error={deploy.error} /> : null}
        {draft.attempted && !deploy.isPending && !deploy.isSuccess ? (
          <Banner>{words.resumed}</Banner>
        ) : null}
        <Button
          type="submit"
          variant="primary"
          keys="⌘↵"
          busy={deploy.isPending || deploy.isSuccess}
          disabledReason={reason}
        >
          {isUpdate ? words.submitUpdate : words.submit}
        </Button>
        <DraftNote draft={kept} />
      </DeployAside>
    </form>
  );
}
