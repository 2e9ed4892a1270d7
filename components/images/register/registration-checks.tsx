import { checkItems, fieldItems } from "@/components/layout/check-items";
import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import { registrationWords } from "@/lib/words/image-registration";
import type { Registration, RegistrationPartProps } from "./use-registration";

const words = registrationWords.checks;

function asideOf({ draft, problems, check }: Registration): string | null {
  if (draft.value === null) return null;
  if (problems.size > 0) return words.fieldsFirst;
  return check.isChecking ? words.checking : words.aside;
}

const itemsOf = ({ problems, check }: Registration): CheckListItem[] =>
  problems.size > 0 ? fieldItems(problems) : checkItems(check.answer?.checks ?? []);

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
