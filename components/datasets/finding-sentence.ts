import { formatCell, formatNumber, formatShare } from "@/lib/domain/format";
import type { ValueCount } from "@/lib/domain/profile/column-tally";
import type { Finding } from "@/lib/domain/profile/findings/finding";
import { findingWords as words } from "@/lib/words/dataset-findings";

const rowsOf = (count: number): string => words.rows(formatNumber(count));

const share = (value: number): string => formatShare(value, 1);

const counted = (group: readonly ValueCount[]) =>
  group.map(({ value, count }) => ({ value: formatCell(value), count: formatNumber(count) }));

function spellings(groups: readonly (readonly ValueCount[])[]): string {
  const all = groups.reduce((sum, group) => sum + group.length, 0);
  const values = words.values(formatNumber(groups.length));
  return words.spellings(formatNumber(all), values, groups.map(counted));
}

/** The finding as the rest of a sentence whose subject is its column, or the file. */
export function findingSentence(finding: Finding): string {
  switch (finding.rule) {
    case "ragged":
      return words.ragged(rowsOf(finding.rows), formatNumber(finding.first));
    case "few-rows":
      return words.fewRows(rowsOf(finding.rows));
    case "repeated-names":
      return words.repeatedNames(finding.names);
    case "target-missing":
      return words.targetMissing(rowsOf(finding.rows));
    case "target-text":
      return words.targetText(finding.examples.map(formatCell));
    case "spellings":
      return spellings(finding.groups);
    case "missing": {
      const { rows, groups } = finding;
      return groups
        ? words.missingIn(
            rowsOf(rows),
            share(finding.share),
            groups.always.map(formatCell),
            groups.column,
            formatNumber(groups.never),
          )
        : words.missing(rowsOf(rows), share(finding.share));
    }
    case "zeros":
      return words.zeros(rowsOf(finding.rows), share(finding.share));
    case "constant":
      return words.constant(formatCell(finding.value));
    case "empty":
      return words.empty;
    case "identifier":
      return words.identifier(
        finding.distinct === null
          ? words.tooManyDistinct
          : words.distinct(formatNumber(finding.distinct)),
      );
    case "other-form":
      return words.otherForm[finding.kind](
        rowsOf(finding.rows),
        finding.examples.map(formatCell).join("; "),
      );
    case "separator":
      return words.separator[finding.delimiter];
    case "encoding":
      return words.encoding;
    case "mixed":
      return words.mixed(rowsOf(finding.rows), finding.examples.map(formatCell));
  }
}
