import { FailureBanner } from "@/components/layout/query-panel";
import { Field } from "@/components/ui/field";
import { Select, TextArea } from "@/components/ui/input";
import { formatNumber } from "@/lib/domain/format";
import type { TrialMatch } from "@/lib/domain/metric-trial";
import { terminalText } from "@/lib/domain/terminal-text";
import { metricCheckWords as words } from "@/lib/words/new-training-job";
import { metricColor } from "./metric-hint";
import type { FormPartProps } from "./new-job-title";
import { type MetricTrials, PASTED } from "./use-metric-trials";

/** Where nothing matches, the last lines say what there would be to match. */
const LAST_LINES = 6;
/** Of a long line, so much around the match. */
const AROUND = 160;

/** A match and the metric, by its place in the form, that it is of. */
interface Mark extends TrialMatch {
  readonly metric: number;
}

interface Shown {
  readonly line: number;
  readonly marks: readonly Mark[];
}

/** Lines that an expression matched last, or the last lines of all. */
function shownLines(
  { lines, trialOf }: MetricTrials,
  regexes: readonly string[],
): readonly Shown[] {
  const matches = regexes.flatMap((regex, metric) =>
    (trialOf(regex)?.latest ?? []).map((match): Mark => ({ ...match, metric })),
  );
  const numbers = [...new Set(matches.map(({ line }) => line))].sort((a, b) => a - b);
  if (numbers.length > 0) {
    return numbers.map((line) => ({ line, marks: matches.filter((one) => one.line === line) }));
  }
  const from = Math.max(0, lines.length - LAST_LINES);
  return lines.slice(from).map((_, at) => ({ line: from + at, marks: [] }));
}

/** A line cut into what was matched and what was not; matches inside others are left out. */
function partsOf(text: string, marks: readonly Mark[]) {
  const parts: { readonly at: number; readonly text: string; readonly metric: number | null }[] =
    [];
  const sorted = marks.toSorted((a, b) => a.start - b.start);
  let at = Math.max(0, (sorted[0]?.start ?? 0) - AROUND);
  for (const { start, end, metric } of sorted) {
    if (start < at) continue;
    parts.push({ at, text: text.slice(at, start), metric: null });
    parts.push({ at: start, text: text.slice(start, end), metric });
    at = end;
  }
  parts.push({ at, text: text.slice(at, at + AROUND), metric: null });
  return parts.filter((part) => part.text !== "");
}

function Lines({
  trials,
  regexes,
}: {
  readonly trials: MetricTrials;
  readonly regexes: readonly string[];
}) {
  const { lines, cutAfter } = trials;
  const numberOf = (line: number) => (cutAfter === null || line < cutAfter ? line + 1 : null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="metric-lens" tabIndex={0} aria-label={words.lines}>
      <ol>
        {shownLines(trials, regexes).map(({ line, marks }) => (
          <li key={line}>
            <span className="text-ink-3">{numberOf(line) ?? "…"}</span>
            <code>
              {partsOf(lines[line] ?? "", marks).map(({ at, text, metric }) =>
                metric === null ? (
                  terminalText(text)
                ) : (
                  <mark key={at} style={{ "--mark": metricColor(metric) }}>
                    {terminalText(text)}
                  </mark>
                ),
              )}
            </code>
          </li>
        ))}
      </ol>
    </section>
  );
}

function lengthWords({ lines, cutAfter, isReading }: MetricTrials): string {
  if (isReading) return words.reading;
  const count = formatNumber(lines.length);
  return cutAfter === null ? words.length(count) : words.cut(count);
}

/** The past log that the metrics are tried on: chosen by itself, another one, or pasted. */
export function MetricLens({ form }: FormPartProps) {
  const { trials, fields } = form;
  const { jobs, source, choose, pasted, paste, error } = trials;
  const regexes = fields.metrics.map(({ regex }) => regex);
  const options = [
    ...jobs.map((job) => ({ value: job, label: job })),
    { value: PASTED, label: words.pasted },
  ];
  return (
    <div className="grid gap-3">
      <Field label={words.tryOn} aside={lengthWords(trials)} hint={words.tryOnHint}>
        <Select
          mono
          value={source}
          options={options}
          onChange={({ target }) => choose(target.value)}
        />
      </Field>
      {source === PASTED ? (
        <Field label={words.paste}>
          <TextArea
            mono
            rows={5}
            value={pasted}
            spellCheck={false}
            onChange={({ target }) => paste(target.value)}
          />
        </Field>
      ) : null}
      {error ? <FailureBanner error={error} /> : null}
      {trials.lines.length > 0 ? <Lines trials={trials} regexes={regexes} /> : null}
    </div>
  );
}
