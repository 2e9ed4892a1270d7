import { FormGroup } from "@/components/layout/form-group";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { registrationWords } from "@/lib/words/image-registration";
import { type HyperparameterField, NEW_HYPERPARAMETER } from "./fields";
import { errorAt } from "./request";
import { AddRow, Cell, Row } from "./rows";
import type { RegistrationPartProps } from "./use-registration";

const words = registrationWords.hyperparameters;
const TYPES = Object.entries(words.types).map(([value, label]) => ({ value, label }));

/** What can be set, within which bounds. */
export function HyperparameterGroup({ form }: RegistrationPartProps) {
  const { hyperparameters } = form.fields;
  return (
    <FormGroup title={words.title} note={words.note}>
      {hyperparameters.length === 0 ? <p className="text-ink-3">{words.none}</p> : null}
      {hyperparameters.map((field, at) => (
        <HyperparameterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row under edit has no other identity
          key={at}
          form={form}
          field={field}
          at={at}
        />
      ))}
      <AddRow
        label={words.add}
        onAdd={() => form.edit({ hyperparameters: [...hyperparameters, NEW_HYPERPARAMETER] })}
      />
    </FormGroup>
  );
}

interface HyperparameterRowProps extends RegistrationPartProps {
  readonly field: HyperparameterField;
  readonly at: number;
}

function HyperparameterRow({ form, field, at }: HyperparameterRowProps) {
  const { hyperparameters } = form.fields;
  const set = (part: Partial<HyperparameterField>) =>
    form.edit({ hyperparameters: hyperparameters.with(at, { ...field, ...part }) });
  const error = (member: string) =>
    errorAt(form.problems, `TrainingSpecification.SupportedHyperParameters.${at}.${member}`);
  return (
    <Row
      legend={words.row(at + 1)}
      removeLabel={words.remove(field.name || String(at + 1))}
      onRemove={() => form.edit({ hyperparameters: hyperparameters.toSpliced(at, 1) })}
    >
      <div className="col-span-3 sm:col-span-2">
        <Cell
          label={words.name}
          value={field.name}
          onChange={(name) => set({ name })}
          {...error("Name")}
        />
      </div>
      <div className="col-span-3 sm:col-span-2">
        <Field label={words.type}>
          <Select
            options={TYPES}
            value={field.type}
            onChange={({ target }) => set({ type: target.value as HyperparameterField["type"] })}
          />
        </Field>
      </div>
      <RangeCells field={field} set={set} error={error("Range")} />
      <div className="col-span-2">
        <Cell
          label={words.default}
          value={field.default}
          onChange={(value) => set({ default: value })}
          {...error("DefaultValue")}
        />
      </div>
      <div className="col-span-full flex gap-4">
        <Checkbox
          label={words.required}
          checked={field.required}
          onChange={({ target }) => set({ required: target.checked })}
        />
        <Checkbox
          label={words.tunable}
          checked={field.tunable}
          onChange={({ target }) => set({ tunable: target.checked })}
        />
      </div>
    </Row>
  );
}

interface RangeCellsProps {
  readonly field: HyperparameterField;
  readonly set: (part: Partial<HyperparameterField>) => void;
  readonly error: { error?: string };
}

/** From and to of a number, the values of a choice, nothing of a text. */
function RangeCells({ field, set, error }: RangeCellsProps) {
  if (field.type === "text") return <div className="col-span-4 sm:col-span-2" />;
  if (field.type === "categorical") {
    return (
      <div className="col-span-4 sm:col-span-2">
        <Cell
          label={words.values}
          value={field.values}
          onChange={(values) => set({ values })}
          {...error}
        />
      </div>
    );
  }
  return (
    <>
      <div className="col-span-2 sm:col-span-1">
        <Cell label={words.min} value={field.min} onChange={(min) => set({ min })} {...error} />
      </div>
      <div className="col-span-2 sm:col-span-1">
        <Cell label={words.max} value={field.max} onChange={(max) => set({ max })} />
      </div>
    </>
  );
}
