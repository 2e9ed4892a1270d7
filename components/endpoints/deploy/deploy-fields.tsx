"use client";
import { FormGroup } from "@/components/layout/form-group";
import { useShell } from "@/components/layout/shell-context";
import { Field } from "@/components/ui/field";
import { Input, NumberField, Select } from "@/components/ui/input";
import { deployWords as words } from "@/lib/words/deploy";
import type { DeployDraft } from "./use-deploy-draft";

const STARTUP_CHOICES = [2, 4, 8, 15, 30, 60] as const;

export interface DeployFieldsProps {
  readonly draft: DeployDraft;
  readonly change: (part: Partial<DeployDraft>) => void;
  readonly problems: { readonly name: string | null; readonly instances: string | null };
  /** The name model and configuration get. */
  readonly modelName: string;
  readonly roles: readonly { readonly arn: string; readonly name: string }[];
  readonly types: readonly string[];
  /** The endpoint is there: its name cannot be another. */
  readonly isUpdate: boolean;
}

const withCurrent = (values: readonly string[], current: string): readonly string[] =>
  values.includes(current) ? values : [current, ...values];

/** Name, role and instances of the endpoint. */
export function DeployFields(props: DeployFieldsProps) {
  const { draft, change, problems, modelName, isUpdate } = props;
  return (
    <div>
      <FormGroup title={words.endpoint}>
        <Field
          label={words.name}
          hint={words.nameHint(modelName)}
          {...(problems.name ? { error: problems.name } : {})}
        >
          <Input
            mono
            value={draft.endpoint}
            readOnly={isUpdate}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => change({ endpoint: event.target.value })}
          />
        </Field>
        <RoleField {...props} />
      </FormGroup>
      <InstanceFields {...props} />
    </div>
  );
}

function RoleField({ draft, change, roles }: DeployFieldsProps) {
  const arns = withCurrent(
    roles.map(({ arn }) => arn),
    draft.roleArn,
  );
  const nameOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);
  return (
    <Field label={words.role} hint={words.roleHint}>
      <Select
        mono
        value={draft.roleArn}
        options={arns.map((arn) => ({ value: arn, label: nameOf(arn) }))}
        onChange={(event) => change({ roleArn: event.target.value })}
      />
    </Field>
  );
}

const noteOf = (note: string | null) => (note ? { note } : {});
const hintOf = (hint: string | null) => (hint ? { hint } : {});

function InstanceFields({ draft, change, problems, types }: DeployFieldsProps) {
  const { kind } = useShell().target;
  return (
    <FormGroup title={words.instance} {...noteOf(words.instanceNote[kind])}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={words.instanceType}>
          <Select
            mono
            value={draft.instanceType}
            options={withCurrent(types, draft.instanceType).map((value) => ({
              value,
              label: value,
            }))}
            onChange={(event) => change({ instanceType: event.target.value })}
          />
        </Field>
        <Field
          label={words.instances}
          {...hintOf(words.instancesHint[kind])}
          {...(problems.instances ? { error: problems.instances } : {})}
        >
          <NumberField
            integer
            value={draft.instances}
            onChange={(event) => change({ instances: event.target.value })}
          />
        </Field>
        <Field label={words.startup}>
          <Select
            value={String(draft.startupMinutes)}
            options={STARTUP_CHOICES.map((minutes) => ({
              value: String(minutes),
              label: words.minutes(minutes),
            }))}
            onChange={(event) => change({ startupMinutes: Number(event.target.value) })}
          />
        </Field>
      </div>
    </FormGroup>
  );
}
