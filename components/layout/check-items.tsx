import type { CheckListItem } from "@/components/ui/check-list";
import type { StatusKind } from "@/components/ui/status-label";
import type { CheckLine } from "@/lib/contracts/common";
import { common } from "@/lib/words/common";

const KINDS: Record<CheckLine["result"], StatusKind> = {
  ok: "well",
  warn: "partial",
  fail: "failed",
};

/** Lines of a check as a CheckList shows them. */
export const checkItems = (lines: readonly CheckLine[]): CheckListItem[] =>
  lines.map(({ id, result, statement, detail }) => ({
    id,
    kind: KINDS[result],
    verdict: common.verdict[result],
    statement,
    ...(detail ? { cause: detail } : {}),
  }));

/**
 * Fields that hold something wrong, by their path, with what is wrong.
 * @param shown a path as a person reads it in the form
 */
export const fieldItems = (
  problems: ReadonlyMap<string, string>,
  shown = (path: string) => path,
): CheckListItem[] =>
  [...problems].map(([path, sentence]) => ({
    id: path,
    kind: "failed",
    verdict: common.verdict.fail,
    statement: <code className="wrap-anywhere">{shown(path)}</code>,
    cause: sentence,
  }));
