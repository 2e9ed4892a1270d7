import { FormGroup } from "@/components/layout/form-group";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { ImageSummary, RoleList } from "@/lib/contracts/images";
import { shortReference } from "@/lib/domain/image-references";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { errorOf } from "./field-error";
import type { FormPartProps } from "./new-job-title";

/** The job's name. */
export function JobGroup({ form }: FormPartProps) {
  const { name } = form.fields;
  return (
    <FormGroup title={words.groups.job}>
      <Field label={words.name} aside={words.nameLength(name.length)} {...errorOf(form, "name")}>
        <Input
          mono
          value={name}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => form.edit({ name: target.value })}
        />
      </Field>
    </FormGroup>
  );
}

export interface ImageGroupProps extends FormPartProps {
  readonly images: readonly ImageSummary[];
}

/** The image, and the name where one image is registered under several. */
function imageLabels(images: readonly ImageSummary[]) {
  const labels = images.map(({ name, reference }) =>
    reference ? shortReference(reference) : name,
  );
  return images.map(({ name }, at) => {
    const label = labels[at] ?? name;
    const isShared = labels.filter((other) => other === label).length > 1;
    return { value: name, label: isShared ? words.imageAs(label, name) : label };
  });
}

/** The image; the rest of the form follows it. */
export function ImageGroup({ form, images }: ImageGroupProps) {
  return (
    <FormGroup title={words.groups.image} note={words.groups.imageNote}>
      <Field
        label={words.image}
        {...(form.image.description ? { hint: form.image.description } : {})}
      >
        <Select
          mono
          value={form.image.name}
          options={imageLabels(images)}
          onChange={({ target }) => form.chooseImage(target.value)}
        />
      </Field>
    </FormGroup>
  );
}

export interface RoleGroupProps extends FormPartProps {
  readonly roles: RoleList | null;
}

/** The execution role: chosen where roles may be listed, else pasted. */
export function RoleGroup({ form, roles }: RoleGroupProps) {
  const { roleArn } = form.fields;
  const known = roles?.roles ?? [];
  const isListed = roles?.listable && (roleArn === "" || known.some(({ arn }) => arn === roleArn));
  const change = ({ target }: { readonly target: { readonly value: string } }) =>
    form.edit({ roleArn: target.value });
  const changed = form.changed.has("roleArn");
  return (
    <FormGroup title={words.groups.role} note={words.groups.roleNote}>
      <Field
        label={words.role}
        {...(isListed ? {} : { hint: words.rolesUnread })}
        {...errorOf(form, "roleArn")}
      >
        {isListed ? (
          <Select
            mono
            value={roleArn}
            changed={changed}
            placeholder={words.chooseRole}
            options={known.map(({ arn, name }) => ({ value: arn, label: name }))}
            onChange={change}
          />
        ) : (
          <Input mono value={roleArn} changed={changed} autoComplete="off" onChange={change} />
        )}
      </Field>
    </FormGroup>
  );
}
