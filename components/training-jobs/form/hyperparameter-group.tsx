import { FormGroup } from "@/components/layout/form-group";
import { Field } from "@/components/ui/field";
import { Input, NumberField, Select } from "@/components/ui/input";
import type { HyperparameterSpec } from "@/lib/contracts/images";
import { common } from "@/lib/words/common";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { errorOf } from "./field-error";
import { parameterPath } from "./job-form-body";
import type { FormPartProps } from "./new-job-title";

function rangeOf({ min, max, required, default: value }: HyperparameterSpec): string {
  if (min !== null && max !== null) return words.between(String(min), String(max));
  if (min !== null) return words.atLeast(String(min));
  if (max !== null) return words.atMost(String(max));
  return required && value === null ? common.required : common.optional;
}

/** One field for each hyperparameter that the image takes, and for others the parent had. */
export function HyperparameterGroup({ form }: FormPartProps) {
  const specs = form.image.hyperparameters;
  const specified = new Set(specs.map(({ name }) => name));
  const others = Object.keys(form.fields.hyperparameters).filter((name) => !specified.has(name));
  return (
    <FormGroup title={words.groups.hyperparameters} note={words.groups.hyperparametersNote}>
      {specs.length + others.length === 0 ? (
        <p className="text-ink-3">{words.noHyperparameters}</p>
      ) : null}
      <div className="grid gap-x-3 gap-y-4 [grid-template-columns:repeat(auto-fill,minmax(min(100%,170px),1fr))]">
        {specs.map((spec) => (
          <Hyperparameter key={spec.name} form={form} name={spec.name} spec={spec} />
        ))}
        {others.map((name) => (
          <Hyperparameter key={name} form={form} name={name} spec={null} />
        ))}
      </div>
    </FormGroup>
  );
}

interface HyperparameterProps extends FormPartProps {
  readonly name: string;
  /** Null for one that the specification does not name. */
  readonly spec: HyperparameterSpec | null;
}

function Hyperparameter({ form, name, spec }: HyperparameterProps) {
  const path = parameterPath(name);
  const isChanged = form.changed.has(path);
  const aside = spec ? rangeOf(spec) : words.notInImage;
  return (
    <Field
      label={<code>{name}</code>}
      aside={isChanged ? words.was(form.base.hyperparameters[name] ?? "") : aside}
      {...(spec?.description ? { hint: spec.description } : {})}
      {...errorOf(form, path)}
    >
      <Control
        spec={spec}
        value={form.fields.hyperparameters[name] ?? ""}
        isChanged={isChanged}
        onChange={(value) => form.setParameter(name, value)}
      />
    </Field>
  );
}

interface ControlProps {
  readonly spec: HyperparameterSpec | null;
  readonly value: string;
  readonly isChanged: boolean;
  readonly onChange: (value: string) => void;
}

function Control({ spec, value, isChanged, onChange }: ControlProps) {
  const shared = {
    value,
    changed: isChanged,
    mono: true,
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange(target.value),
  };
  if (spec?.type === "categorical" && spec.values.length > 0) {
    return (
      <Select
        {...shared}
        placeholder={words.notSet}
        options={spec.values.map((one) => ({ value: one, label: one }))}
      />
    );
  }
  if (spec?.type === "integer" || spec?.type === "continuous") {
    return <NumberField {...shared} integer={spec.type === "integer"} placeholder={words.notSet} />;
  }
  return <Input {...shared} placeholder={words.notSet} autoComplete="off" spellCheck={false} />;
}
