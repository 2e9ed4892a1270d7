import { FormGroup } from "@/components/layout/form-group";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { newJobWords as words } from "@/lib/words/new-training-job";
import { errorOf } from "./field-error";
import type { MetricField } from "./job-form";
import { metricPath } from "./job-form-body";
import { MetricHint } from "./metric-hint";
import { MetricLens } from "./metric-lens";
import type { FormPartProps } from "./new-job-title";

const COLUMNS = "grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_1.875rem] items-start gap-2";

/** Names both columns for the eye; every field has a name of its own. */
const Heads = () => (
  <div className={`${COLUMNS} -mb-3 font-medium`} aria-hidden>
    <span>{words.metricName}</span>
    <span>{words.regexHead}</span>
  </div>
);

/** What is read from the log: a name and an expression each. */
export function MetricGroup({ form }: FormPartProps) {
  const { metrics } = form.fields;
  const set = (index: number, metric: MetricField) =>
    form.edit({ metrics: metrics.with(index, metric) });
  return (
    <FormGroup title={words.groups.metrics} note={words.groups.metricsNote}>
      {metrics.length === 0 ? <p className="text-ink-3">{words.noMetrics}</p> : <Heads />}
      {metrics.map((metric, index) => (
        <Metric
          // biome-ignore lint/suspicious/noArrayIndexKey: a metric under edit has no other identity
          key={index}
          form={form}
          metric={metric}
          index={index}
          onChange={(next) => set(index, next)}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          icon="plus"
          onClick={() => form.edit({ metrics: [...metrics, { name: "", regex: "" }] })}
        >
          {words.addMetric}
        </Button>
        <small className="text-ink-3">{words.re2}</small>
      </div>
      {metrics.length > 0 ? <MetricLens form={form} /> : null}
    </FormGroup>
  );
}

interface MetricProps extends FormPartProps {
  readonly metric: MetricField;
  readonly index: number;
  readonly onChange: (metric: MetricField) => void;
}

function Metric({ form, metric, index, onChange }: MetricProps) {
  const { name, regex } = metric;
  const before = form.base.metrics[index];
  const trial = form.trials.trialOf(regex);
  const isClone = form.changed.has("metrics");
  return (
    <div className={COLUMNS}>
      <Field
        label={<span className="sr-only">{words.metric(index + 1)}</span>}
        {...errorOf(form, metricPath(index, "name"))}
      >
        <Input
          mono
          value={name}
          changed={isClone && before?.name !== name}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ name: target.value, regex })}
        />
      </Field>
      <Field
        label={<span className="sr-only">{words.regex(index + 1)}</span>}
        {...(trial ? { hint: <MetricHint metric={index} trial={trial} /> } : {})}
        {...errorOf(form, metricPath(index, "regex"))}
      >
        <Input
          mono
          value={regex}
          changed={isClone && before?.regex !== regex}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ name, regex: target.value })}
        />
      </Field>
      <div className="pt-1">
        <IconButton
          icon="close"
          label={words.removeMetric(name || String(index + 1))}
          onClick={() => form.edit({ metrics: form.fields.metrics.toSpliced(index, 1) })}
        />
      </div>
    </div>
  );
}
