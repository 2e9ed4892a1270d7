import { FormGroup } from "@/components/layout/form-group";
import { Checkbox } from "@/components/ui/checkbox";
import { registrationWords } from "@/lib/words/image-registration";
import { type ChannelField, type MetricField, NEW_CHANNEL } from "./fields";
import { errorAt } from "./request";
import { AddRow, Cell, Row } from "./rows";
import type { RegistrationPartProps } from "./use-registration";

const TRAINING = "TrainingSpecification";

/** The data that a job is given, each under its name. */
export function ChannelGroup({ form }: RegistrationPartProps) {
  const words = registrationWords.channels;
  const { channels } = form.fields;
  const set = (at: number, channel: ChannelField) =>
    form.edit({ channels: channels.with(at, channel) });
  const error = (at: number, member: string) =>
    errorAt(form.problems, `${TRAINING}.TrainingChannels.${at}.${member}`);
  return (
    <FormGroup title={words.title} note={words.note}>
      {channels.map((channel, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row under edit has no other identity
          key={at}
          legend={words.row(at + 1)}
          removeLabel={words.remove(channel.name || String(at + 1))}
          onRemove={() => form.edit({ channels: channels.toSpliced(at, 1) })}
        >
          <div className="col-span-6 sm:col-span-2">
            <Cell
              label={words.name}
              value={channel.name}
              onChange={(name) => set(at, { ...channel, name })}
              {...error(at, "Name")}
            />
          </div>
          <div className="col-span-6 sm:col-span-4">
            <Cell
              label={words.contentTypes}
              value={channel.contentTypes}
              onChange={(contentTypes) => set(at, { ...channel, contentTypes })}
              {...error(at, "SupportedContentTypes")}
            />
          </div>
          <div className="col-span-6 sm:col-span-2 sm:pt-7">
            <Checkbox
              label={words.required}
              checked={channel.required}
              onChange={({ target }) => set(at, { ...channel, required: target.checked })}
            />
          </div>
        </Row>
      ))}
      <AddRow label={words.add} onAdd={() => form.edit({ channels: [...channels, NEW_CHANNEL] })} />
    </FormGroup>
  );
}

/** What is read from what the job prints. */
export function MetricGroup({ form }: RegistrationPartProps) {
  const words = registrationWords.metrics;
  const { metrics } = form.fields;
  const set = (at: number, metric: MetricField) => form.edit({ metrics: metrics.with(at, metric) });
  const error = (at: number, member: string) =>
    errorAt(form.problems, `${TRAINING}.MetricDefinitions.${at}.${member}`);
  return (
    <FormGroup title={words.title} note={words.note}>
      {metrics.length === 0 ? <p className="text-ink-3">{words.none}</p> : null}
      {metrics.map((metric, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row under edit has no other identity
          key={at}
          legend={words.row(at + 1)}
          removeLabel={words.remove(metric.name || String(at + 1))}
          onRemove={() => form.edit({ metrics: metrics.toSpliced(at, 1) })}
        >
          <div className="col-span-6 sm:col-span-3">
            <Cell
              label={words.name}
              value={metric.name}
              onChange={(name) => set(at, { ...metric, name })}
              {...error(at, "Name")}
            />
          </div>
          <div className="col-span-6 sm:col-span-5">
            <Cell
              label={words.regex}
              value={metric.regex}
              onChange={(regex) => set(at, { ...metric, regex })}
              {...error(at, "Regex")}
            />
          </div>
        </Row>
      ))}
      <AddRow
        label={words.add}
        note={words.re2}
        onAdd={() => form.edit({ metrics: [...metrics, { name: "", regex: "" }] })}
      />
    </FormGroup>
  );
}
