import { FormGroup } from "@/components/layout/form-group";
import { Field } from "@/components/ui/field";
import { Input, NumberField, Select } from "@/components/ui/input";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { errorOf } from "./field-error";
import type { JobDraft } from "./job-draft";
import type { FormPartProps } from "./new-job-title";

type Key = "instanceType" | "instanceCount" | "volumeGb" | "stopAfter";

/** What the job runs on, and how long at most. */
export function MachineGroup({ form }: FormPartProps) {
  const of = (key: Key) => ({
    value: form.fields[key],
    changed: form.changed.has(key),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      form.edit({ [key]: target.value } as JobDraft),
  });
  return (
    <FormGroup title={words.groups.instance}>
      <Field label={words.instanceType} {...errorOf(form, "instanceType")}>
        <InstanceType types={form.image.trainingInstanceTypes} {...of("instanceType")} />
      </Field>
      <div className="grid gap-x-3 gap-y-4 sm:grid-cols-3">
        <Field label={words.instances} {...errorOf(form, "instanceCount")}>
          <NumberField integer {...of("instanceCount")} />
        </Field>
        <Field label={words.volume} {...errorOf(form, "volumeGb")}>
          <NumberField integer {...of("volumeGb")} />
        </Field>
        <Field label={words.stopAfter} hint={words.stopAfterHint} {...errorOf(form, "stopAfter")}>
          <Input mono {...of("stopAfter")} autoComplete="off" />
        </Field>
      </div>
    </FormGroup>
  );
}

interface InstanceTypeProps {
  readonly types: readonly string[];
  readonly value: string;
  readonly changed: boolean;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
}

/** Those the image was made for; an image that names none takes any. */
function InstanceType({ types, value, ...rest }: InstanceTypeProps) {
  if (types.length === 0) return <Input mono value={value} {...rest} autoComplete="off" />;
  const all = types.includes(value) || value === "" ? types : [value, ...types];
  return (
    <Select
      mono
      value={value}
      {...rest}
      options={all.map((type) => ({ value: type, label: type }))}
    />
  );
}
