import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import type { StatusKind } from "@/components/ui/status-label";
import type { CheckLine } from "@/lib/contracts/common";
import { registrationWords } from "@/lib/words/image-registration";
import type { Registration, RegistrationPartProps } from "./use-registration";

const words = registrationWords.checks;

const KINDS: Record<CheckLine["result"], StatusKind> = {
  ok: "well",
  warn: "partial",
  fail: "failed",
};

function asideOf({ draft, problems, check }: Registration): string | null {
  if (draft.value === null) return null;
  if (problems.size > 0) return words.fieldsFirst;
  return check.isChecking ? words.checking : words.aside;
}

function itemsOf({ problems, check }: Registration): CheckListItem[] {
  if (problems.size > 0) {
    return [...problems].map(([path, sentence]) => ({
      id: path,
      kind: "failed",
      verdict: words.verdict.fail,
      statement: <code className="wrap-anywhere">{path}</code>,
      cause: sentence,
    }));
  }
  return (check.answer?.checks ?? []).map(({ id, result, statement, detail }) => ({
    id,
    kind: KINDS[result],
    verdict: words.verdict[result],
    statement,
    ...(detail ? { cause: detail } : {}),
  }));
}

/** What keeps the image from being registered, and what was looked up. */
export function RegistrationChecks({ form }: RegistrationPartProps) {
  const { error, refetch } = form.check.query;
  return (
    <Section title={words.title} aside={asideOf(form)}>
      {error ? <FailureBanner error={error} retry={() => void refetch()} /> : null}
      {form.draft.value === null ? (
        <p className="text-ink-3">{words.begin}</p>
      ) : (
        <CheckList label={words.list} items={itemsOf(form)} />
      )}
    </Section>
  );
}
