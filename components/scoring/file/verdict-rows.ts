import type { StatusKind } from "@/components/ui/status-label";
import type { ModelSchema } from "@/lib/contracts/model-files";
import type { CsvSample } from "@/lib/domain/csv-sample";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import type { ColumnCheck, ColumnFinding, SchemaCheck } from "@/lib/domain/schema-check";
import { scoringWords } from "@/lib/words/scoring";

const { verdict: verdictWords, difference: words } = scoringWords;

export interface VerdictRow {
  readonly name: string;
  /** 0-based places in training and in the file; null where it is absent. */
  readonly trainedAt: number | null;
  readonly fileAt: number | null;
  readonly type: string;
  readonly kind: StatusKind;
  readonly verdict: string;
  readonly difference: string;
}

/** `1,5` and `1.234,56`, as some countries write numbers. */
const DECIMAL_COMMA = /^[+-]?\d[\d.]*,\d+$/;

function finding(found: ColumnFinding): string {
  if (found.kind === "repeated") return words.repeated;
  const rows = formatNumber(found.rows);
  if (found.kind === "unseen") return words.unseen(found.values.join(", "), rows);
  if (found.kind === "range") {
    return words.range(rows, formatMetric(found.min), formatMetric(found.max));
  }
  if (found.kind === "notNumeric") {
    return DECIMAL_COMMA.test(found.example)
      ? words.decimalComma(found.example, rows)
      : words.notNumeric(found.example, rows);
  }
  return words.missingValues(rows);
}

/** Shape and word: what stops comes before what is merely unlike training. */
function judged({ verdict, findings }: ColumnCheck): Pick<VerdictRow, "kind" | "verdict"> {
  const has = (kind: ColumnFinding["kind"]) => findings.some((found) => found.kind === kind);
  if (verdict.kind === "missing") return { kind: "failed", verdict: verdictWords.missing };
  if (has("repeated")) return { kind: "failed", verdict: verdictWords.repeated };
  if (has("notNumeric")) return { kind: "failed", verdict: verdictWords.notNumeric };
  if (has("unseen")) return { kind: "partial", verdict: verdictWords.unseen };
  if (has("range")) return { kind: "partial", verdict: verdictWords.range };
  if (verdict.kind === "extra") return { kind: "partial", verdict: verdictWords.extra };
  if (verdict.kind === "unused") return { kind: "stopped", verdict: verdictWords.unused };
  return { kind: "well", verdict: verdictWords[verdict.kind] };
}

function differenceOf({ verdict, findings }: ColumnCheck): string {
  const own: Partial<Record<ColumnCheck["verdict"]["kind"], string>> = {
    missing: words.missing,
    unused: words.unused,
    extra: words.extra,
    label: words.label,
    ...(verdict.kind === "moved" ? { moved: words.moved(formatNumber(verdict.at + 1)) } : {}),
  };
  const first = own[verdict.kind];
  return [...(first ? [first] : []), ...findings.map(finding)].join("; ");
}

const placeOf = (at: number): number | null => (at < 0 ? null : at);

/** The check's columns with their places, in the order of training, extras last. */
export function verdictRows(
  check: SchemaCheck,
  schema: ModelSchema,
  sample: CsvSample,
): VerdictRow[] {
  const byName = sample.header === "present" && schema.header === "present";
  const trained = [...schema.features.map(({ name }) => name), schema.target.name];
  const types = new Map(schema.features.map(({ name, type }) => [name, type as string]));
  types.set(schema.target.name, schema.target.type);
  return check.columns.map((column) => {
    const trainedAt = placeOf(trained.indexOf(column.name));
    const inFile = sample.columns.findIndex(({ name }) => name === column.name);
    const isTarget = column.name === schema.target.name;
    const byOrder = trainedAt !== null && trainedAt < sample.columns.length ? trainedAt : null;
    return {
      name: column.name,
      trainedAt: isTarget ? null : trainedAt,
      fileAt: byName || trainedAt === null ? placeOf(inFile) : byOrder,
      type: types.get(column.name) ?? sample.columns[inFile]?.type ?? "",
      ...judged(column),
      difference: differenceOf(column),
    };
  });
}
