import { type ComponentProps, useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { formatNumber } from "@/lib/domain/format";
import { uploadWords as words } from "@/lib/words/datasets";
import { matchingColumns } from "./matching-columns";

/** The browser's own list gets slow, and nobody finds a column in it. */
const MOST_OPTIONS = 200;

export interface TargetFieldProps {
  readonly columns: readonly string[];
  /** "" for none. */
  readonly value: string;
  readonly onChange: (column: string) => void;
}

/** The column to predict: chosen from a list, or typed where a list would be too long. */
export function TargetField(props: TargetFieldProps) {
  const { columns, value, onChange } = props;
  if (columns.length > MOST_OPTIONS) return <TypedTarget key={value} {...props} />;
  return (
    <Field label={words.target} hint={words.targetHint}>
      <Select
        mono
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={[
          { value: "", label: words.noTarget },
          ...columns.map((name) => ({ value: name, label: name })),
        ]}
      />
    </Field>
  );
}

function TypedTarget({ columns, value, onChange }: TargetFieldProps) {
  const [typed, setTyped] = useState(value);
  const list = useId();
  const isColumn = typed === "" || columns.includes(typed);
  const commit = (column: string) => {
    if (column !== value && (column === "" || columns.includes(column))) onChange(column);
  };
  const onInput: ComponentProps<"input">["onChange"] = ({ target, nativeEvent }) => {
    setTyped(target.value);
    // A name that is typed may go on; one from the list is whole.
    const { inputType } = nativeEvent as InputEvent;
    if (inputType === undefined || inputType === "insertReplacementText") commit(target.value);
  };
  return (
    <Field
      label={words.target}
      aside={words.targetAmong(formatNumber(columns.length))}
      hint={words.targetTyped}
      {...(isColumn ? {} : { error: words.targetUnknown })}
    >
      <Input
        mono
        list={list}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={onInput}
        onBlur={() => commit(typed)}
        onKeyDown={({ key }) => {
          if (key === "Enter") commit(typed);
        }}
      />
      <datalist id={list}>
        {matchingColumns(columns, typed).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}
