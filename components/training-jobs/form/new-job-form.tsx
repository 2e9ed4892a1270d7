"use client";
import { CheckedForm } from "@/components/layout/checked-form";
import { InstanceCost } from "@/components/layout/instance-cost";
import { SameAsCode } from "@/components/layout/same-as-code";
import { Section } from "@/components/layout/section";
import { common } from "@/lib/words/common";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { parseStopAfter } from "../stop-after";
import { ChannelGroup } from "./channel-group";
import { HyperparameterGroup } from "./hyperparameter-group";
import type { JobFields } from "./job-form";
import { ImageGroup, JobGroup, RoleGroup } from "./job-groups";
import { MachineGroup } from "./machine-group";
import { MetricGroup } from "./metric-group";
import { NewJobTitle } from "./new-job-title";
import { PreflightPanel } from "./preflight-panel";
import { type NewJobFormProps, useJobForm } from "./use-job-form";

/** The whole request in sight, checked as it is typed. */
export function NewJobForm(props: NewJobFormProps) {
  const form = useJobForm(props);
  return (
    <>
      <NewJobTitle form={form} />
      <CheckedForm
        checks={
          <>
            <PreflightPanel form={form} />
            <JobCost fields={form.fields} />
          </>
        }
        error={form.error}
        action={words.start}
        busy={form.isStarting}
        blocked={form.blocked}
        draft={form.draft}
        onSend={form.start}
        code={
          form.code ? (
            <Section title={common.sameAsCode}>
              <SameAsCode code={form.code} />
            </Section>
          ) : null
        }
      >
        <JobGroup form={form} />
        <ImageGroup form={form} images={props.images} />
        <ChannelGroup form={form} datasets={props.datasets} />
        <HyperparameterGroup form={form} />
        <RoleGroup form={form} roles={props.roles} />
        <MachineGroup form={form} />
        <MetricGroup form={form} />
      </CheckedForm>
    </>
  );
}

/** What the job costs at most: it is stopped when its time is up. */
function JobCost({ fields }: { readonly fields: JobFields }) {
  const { instanceType, instanceCount, stopAfter } = fields;
  const seconds = parseStopAfter(stopAfter);
  const instances = Number(instanceCount);
  if (seconds === null || !Number.isInteger(instances) || instances < 1) return null;
  return (
    <InstanceCost
      use="training"
      instanceType={instanceType}
      instances={instances}
      hours={seconds / 3600}
    />
  );
}
