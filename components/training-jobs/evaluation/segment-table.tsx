"use client";
import { BoxRow } from "@/components/charts/box-row";
import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Select } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { Segment } from "@/lib/domain/evaluation/evaluation";
import { boxOf, isOff, segmentsOf, splitFeatures } from "@/lib/domain/evaluation/segments";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { EvaluationProps } from "./evaluation-props";
import { segmentLabel, signed } from "./labels";
import { useFeature } from "./use-feature";

/** More names than this do not stand in one line. */
const IN_A_LINE = 4;

interface Line {
  readonly at: number;
  readonly segment: Segment;
}

const DIGITS = 4;
const short = (value: number) => formatMetric(value, DIGITS);

function MeanResidual({ segment }: { readonly segment: Segment }) {
  const { mean_residual: off } = segment;
  if (off === null) return null;
  return isOff(segment) ? (
    <span className="inline-flex items-center gap-1 align-middle text-warn">
      <Icon name="partial" label={words.offByMore} /> {signed(off)}
    </span>
  ) : (
    signed(off)
  );
}

function Box({
  segment,
  ends,
}: {
  readonly segment: Segment;
  readonly ends: readonly [number, number];
}) {
  const box = boxOf(segment);
  if (!box) return null;
  const [p10 = "", p25 = "", p50 = "", p75 = "", p90 = ""] = box.map((value) => signed(value));
  return <BoxRow quantiles={box} ends={ends} label={words.box(p10, p25, p50, p75, p90)} />;
}

/** One scale for all rows of all features, so that they can be compared; zero is on it. */
function scaleOf(segments: readonly Segment[]): readonly [number, number] {
  const values = segments.flatMap((segment) => boxOf(segment) ?? []);
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
}

function columnsOf(feature: string): Column<Line>[] {
  return [
    {
      id: "label",
      head: <code>{feature}</code>,
      card: "title",
      wrap: true,
      cell: ({ segment }) => segmentLabel(segment),
    },
    {
      id: "rows",
      head: words.segmentRows,
      align: "end",
      cardLabel: words.segmentRows,
      cell: ({ segment }) => <span className="text-ink-3">{formatNumber(segment.rows)}</span>,
    },
  ];
}

const RIGHT: Column<Line> = {
  id: "accuracy",
  head: words.metric("accuracy"),
  align: "end",
  card: "state",
  cardLabel: words.metric("accuracy"),
  cell: ({ segment: { accuracy } }) => (typeof accuracy === "number" ? short(accuracy) : null),
};

function residualColumns(ends: readonly [number, number]): Column<Line>[] {
  const hasBoxes = ends[0] < ends[1];
  return [
    {
      id: "rmse",
      head: words.metric("rmse"),
      align: "end",
      card: "state",
      cardLabel: words.metric("rmse"),
      cell: ({ segment: { rmse } }) => (rmse === null ? null : short(rmse)),
    },
    {
      id: "mean",
      head: words.meanResidual,
      align: "end",
      cardLabel: words.meanResidual,
      cell: ({ segment }) => <MeanResidual segment={segment} />,
    },
    ...(hasBoxes
      ? [
          {
            id: "box",
            head: words.residualRange(signed(ends[0]), signed(ends[1])),
            width: "50%",
            card: "full" as const,
            cell: ({ segment }: Line) => <Box segment={segment} ends={ends} />,
          },
        ]
      : []),
  ];
}

function FeatureChoice({
  names,
  value,
  onChange,
}: {
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}) {
  if (names.length > IN_A_LINE) {
    return (
      <div className="w-64 max-w-full">
        <Field label={words.feature}>
          <Select
            mono
            value={value}
            options={names.map((name) => ({ value: name, label: name }))}
            onChange={({ target }) => onChange(target.value)}
          />
        </Field>
      </div>
    );
  }
  return (
    <Segmented
      label={words.feature}
      options={names.map((name) => ({ value: name, label: <code>{name}</code> }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** How far predictions lie off in each part of a feature. */
export function SegmentTable({ evaluation }: EvaluationProps) {
  const names = splitFeatures(evaluation);
  const [feature, setFeature] = useFeature(names);
  if (names.length === 0) return null;
  const rows = segmentsOf(evaluation, feature).map((segment, at) => ({ at, segment }));
  const ofClasses = evaluation.task === "classification";
  const title = ofClasses ? words.segmentsRight : words.segments;
  return (
    <Section title={title} {...(ofClasses ? {} : { aside: words.segmentsAside })}>
      <div className="mb-3">
        <FeatureChoice names={names} value={feature} onChange={setFeature} />
      </div>
      <DataTable
        label={title}
        columns={[
          ...columnsOf(feature),
          ...(ofClasses ? [RIGHT] : residualColumns(scaleOf(evaluation.segments))),
        ]}
        rows={rows}
        rowKey={({ at }) => String(at)}
      />
      {rows.some(({ segment }) => isOff(segment)) ? (
        <p className="table-note">{words.offNote}</p>
      ) : null}
    </Section>
  );
}
