import { namesWith, type SchemaCheck, schemaCheckSentence } from "@/lib/domain/schema-check";
import { scoringWords as words } from "@/lib/words/scoring";
import type { PreparedFile } from "./use-prepared-file";

export interface CheckAnswer {
  readonly isBlocked: boolean;
  readonly title: string;
  readonly text: string;
}

const ofKind = (check: SchemaCheck, kind: string): string =>
  check.columns
    .filter(({ verdict }) => verdict.kind === kind)
    .map(({ name }) => name)
    .join(", ");

const blocked = (why: string, text: string): CheckAnswer => ({
  isBlocked: true,
  title: words.cannotBeScored(why),
  text,
});

/** The one sentence that answers whether the file can be scored, and what is done to it. */
export function checkAnswer(
  { sample, index }: PreparedFile,
  check: SchemaCheck | null,
  absent: string | null,
): CheckAnswer {
  if (index.rows === 0) return blocked(words.noRows, words.blockedFix.rows);
  if (index.openQuote) return blocked(words.openQuote, words.openQuoteFix);
  if (!check) {
    return { isBlocked: false, title: words.unchecked, text: words.uncheckedText(absent ?? "") };
  }
  const sentence = schemaCheckSentence(check);
  if (check.result === "blocked") return blocked(sentence, blockedText(check));
  return {
    isBlocked: false,
    title: words.canBeScored(sentence),
    text: fixes(check, sample.header === "present"),
  };
}

function blockedText(check: SchemaCheck): string {
  const missing = ofKind(check, "missing");
  if (missing) return words.blockedFix.missing(missing);
  const twice = namesWith(check, ({ kind }) => kind === "repeated");
  if (twice) return words.blockedFix.repeated(twice);
  return words.blockedFix.words(namesWith(check, ({ kind }) => kind === "notNumeric"));
}

/** What is set right on the way, so that nothing happens to the rows unsaid. */
function fixes(check: SchemaCheck, byName: boolean): string {
  const moved = ofKind(check, "moved");
  const extra = ofKind(check, "extra");
  const label = ofKind(check, "label");
  const bad = namesWith(check, ({ kind }) => kind === "notNumeric");
  return [
    byName ? words.fixes.byName : words.fixes.byOrder,
    moved ? words.fixes.moved(moved) : "",
    extra ? words.fixes.extra(extra) : "",
    label ? words.fixes.label(label) : "",
    bad ? words.fixes.badRows(bad) : "",
    words.fixes.unchanged,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
