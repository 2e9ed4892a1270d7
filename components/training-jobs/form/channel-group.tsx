import Link from "next/link";
import { FormGroup } from "@/components/layout/form-group";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetSummary } from "@/lib/contracts/datasets";
import { common } from "@/lib/words/common";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { errorOf } from "./field-error";
import type { ChannelField } from "./job-form";
import { channelPath } from "./job-form-body";
import type { FormPartProps } from "./new-job-title";

/** No dataset can be called this. */
const ELSEWHERE = "s3://";

export interface ChannelGroupProps extends FormPartProps {
  readonly datasets: readonly DatasetSummary[];
}

/** What the container finds under /opt/ml/input/data: a dataset for each channel. */
export function ChannelGroup({ form, datasets }: ChannelGroupProps) {
  const target = useTarget();
  const { channels } = form.fields;
  const free = form.image.channels.filter(({ name }) => !channels.some((c) => c.name === name));
  const replace = (index: number, channel: ChannelField) =>
    form.edit({ channels: channels.with(index, channel) });
  return (
    <FormGroup title={words.groups.channels} note={words.groups.channelsNote}>
      {channels.map((channel, index) => (
        <Channel
          key={channel.name}
          form={form}
          datasets={datasets}
          channel={channel}
          index={index}
          onChange={(next) => replace(index, next)}
        />
      ))}
      {datasets.length === 0 ? (
        <p className="text-ink-3">
          {words.noDatasets}{" "}
          <Link className="text-link" href={href.datasets(target, { upload: 1 })}>
            {words.uploadOne}
          </Link>
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {free.map(({ name }) => (
          <Button
            key={name}
            size="sm"
            icon="plus"
            onClick={() => form.edit({ channels: [...channels, { name, dataset: "", uri: null }] })}
          >
            {words.addChannel(name)}
          </Button>
        ))}
      </div>
    </FormGroup>
  );
}

interface ChannelProps extends ChannelGroupProps {
  readonly channel: ChannelField;
  readonly index: number;
  readonly onChange: (channel: ChannelField) => void;
}

function Channel({ form, datasets, channel, index, onChange }: ChannelProps) {
  const { channels } = form.fields;
  const { name, dataset, uri } = channel;
  const spec = form.image.channels.find((known) => known.name === name);
  const problem = errorOf(form, channelPath(index));
  const isUnknown = dataset !== "" && !datasets.some((known) => known.name === dataset);
  const names = [...(isUnknown ? [dataset] : []), ...datasets.map((known) => known.name)];
  const isChanged = form.changed.has("channels") && !isAsBefore(form.base.channels[index], channel);
  return (
    <div className="flex items-start gap-2">
      <div className="grid min-w-0 flex-1 gap-2">
        <Field
          label={words.datasetFor(name)}
          aside={spec?.required ? common.required : common.optional}
          {...(spec?.description ? { hint: spec.description } : {})}
          {...(uri === null ? problem : {})}
        >
          <Select
            mono
            changed={isChanged}
            value={uri === null ? dataset : ELSEWHERE}
            placeholder={words.chooseDataset}
            options={[
              ...names.map((value) => ({ value, label: value })),
              { value: ELSEWHERE, label: words.otherLocation },
            ]}
            onChange={({ target: { value } }) =>
              onChange(
                value === ELSEWHERE
                  ? { name, dataset: "", uri: "" }
                  : { name, dataset: value, uri: null },
              )
            }
          />
        </Field>
        {uri === null ? null : (
          <Field label={words.location(name)} {...problem}>
            <Input
              mono
              value={uri}
              changed={isChanged}
              placeholder="s3://bucket/prefix/"
              autoComplete="off"
              spellCheck={false}
              onChange={({ target: { value } }) => onChange({ name, dataset: "", uri: value })}
            />
          </Field>
        )}
      </div>
      {channels.length > 1 && !spec?.required ? (
        <div className="pt-6">
          <IconButton
            icon="close"
            label={words.removeChannel(name)}
            onClick={() => form.edit({ channels: channels.toSpliced(index, 1) })}
          />
        </div>
      ) : null}
    </div>
  );
}

const isAsBefore = (before: ChannelField | undefined, { name, dataset, uri }: ChannelField) =>
  before?.name === name && before.dataset === dataset && before.uri === uri;
