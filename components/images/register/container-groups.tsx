"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId } from "react";
import { FormGroup } from "@/components/layout/form-group";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { images } from "@/lib/client/images";
import { useTarget } from "@/lib/client/target-context";
import { MAX_NAME_LENGTH } from "@/lib/domain/names";
import { common } from "@/lib/words/common";
import { algorithmProblems, registrationWords as words } from "@/lib/words/image-registration";
import { nameOf } from "./fields";
import { errorAt } from "./request";
import type { RegistrationPartProps } from "./use-registration";

const TRAINING = "TrainingSpecification";

/** Where the container is; what the registry holds is offered. */
export function ContainerGroup({ form }: RegistrationPartProps) {
  const listId = useId();
  const { data } = useInfiniteQuery(images.list(useTarget()));
  const { reference } = form.fields;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const known = [...new Set(items.flatMap((item) => item.reference ?? []))];
  return (
    <FormGroup title={words.container.title} note={words.container.note}>
      <Field
        label={words.container.reference}
        {...(known.length > 0 ? { aside: words.container.found(known.length) } : {})}
        hint={reference === "" ? algorithmProblems.noReference : words.container.referenceHint}
        awaits={reference === ""}
        {...errorAt(form.problems, `${TRAINING}.TrainingImage`)}
      >
        <Input
          mono
          list={listId}
          value={reference}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => form.edit({ reference: target.value })}
        />
      </Field>
      <datalist id={listId}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </FormGroup>
  );
}

/** What it is called from now on, and what it does. */
export function NameGroup({ form }: RegistrationPartProps) {
  const name = nameOf(form.fields);
  return (
    <FormGroup title={words.name.title}>
      <Field
        label={words.name.label}
        aside={words.name.of(name.length)}
        hint={words.name.hint}
        awaits={name === ""}
        {...errorAt(form.problems, "AlgorithmName")}
      >
        <Input
          mono
          value={name}
          maxLength={MAX_NAME_LENGTH + 40}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => form.edit({ name: target.value || null })}
        />
      </Field>
      <Field
        label={words.name.description}
        aside={common.optional}
        {...errorAt(form.problems, "AlgorithmDescription")}
      >
        <Input
          value={form.fields.description}
          autoComplete="off"
          onChange={({ target }) => form.edit({ description: target.value })}
        />
      </Field>
    </FormGroup>
  );
}

/** Which sizes its jobs may run on. */
export function MachineGroup({ form }: RegistrationPartProps) {
  return (
    <FormGroup title={words.machine.title} note={words.machine.note}>
      <Field
        label={words.machine.types}
        {...errorAt(form.problems, `${TRAINING}.SupportedTrainingInstanceTypes`)}
      >
        <Input
          mono
          value={form.fields.instanceTypes}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => form.edit({ instanceTypes: target.value })}
        />
      </Field>
    </FormGroup>
  );
}
