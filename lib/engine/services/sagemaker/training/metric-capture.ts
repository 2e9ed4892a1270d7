import type { MetricData, MetricDefinition } from "@aws-sdk/client-sagemaker";
import { RE2JS } from "re2js";
import type { OutputLine } from "../containers/line-assembler.ts";

export interface CapturedValue {
  readonly name: string;
  readonly value: number;
}

export interface MetricCapture {
  /** The metrics that one line gives. */
  scan(line: OutputLine): readonly CapturedValue[];
}

/** What is wrong with a metric's regular expression, in RE2's words; undefined when nothing is. */
export function regexProblem(regex: string): string | undefined {
  try {
    RE2JS.compile(regex);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Applies metric definitions to lines with RE2, whose time is linear in the
 * line. Expressions written for SageMaker know a tab as `#011`, so the escaped
 * line is tried first, then the raw one.
 */
export function createMetricCapture(definitions: readonly MetricDefinition[]): MetricCapture {
  const expressions = definitions.map(({ Name = "", Regex = "" }) => ({
    name: Name,
    regex: RE2JS.compile(Regex),
  }));
  return {
    scan: (line) =>
      expressions.flatMap(({ name, regex }) => {
        const value = numberIn(regex, line.text) ?? rawNumber(regex, line);
        return value === undefined ? [] : [{ name, value }];
      }),
  };
}

function rawNumber(regex: RE2JS, line: OutputLine): number | undefined {
  return line.raw === line.text ? undefined : numberIn(regex, line.raw);
}

function numberIn(regex: RE2JS, text: string): number | undefined {
  // Most lines do not match, which RE2 finds out much faster when no group is asked for.
  if (!regex.test(text)) return undefined;
  const matcher = regex.matcher(text);
  if (!matcher.find()) return undefined;
  const found = matcher.group(matcher.groupCount() > 0 ? 1 : 0)?.trim();
  const value = Number(found);
  return found && Number.isFinite(value) ? value : undefined;
}

/** The last value of each metric, as DescribeTrainingJob shows it. */
export function withFinalMetric(
  metrics: readonly MetricData[],
  { name, value }: CapturedValue,
  at: Date,
): readonly MetricData[] {
  const others = metrics.filter(({ MetricName }) => MetricName !== name);
  return [...others, { MetricName: name, Value: value, Timestamp: at }];
}
