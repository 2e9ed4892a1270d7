import { checkItems, fieldItems } from "@/components/layout/check-items";
import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import { common } from "@/lib/words/common";
import { metricCheckWords, newJobWords as words } from "@/lib/words/new-training-job";
import type { MetricField } from "./job-form";
import type { FormPartProps } from "./new-job-title";

/** The field's own name, as a person reads it in the form. */
const shownName = (path: string): string => path.replace(/^hyperparameters\./, "");

/** A metric whose chart would stay empty, as far as the past log tells. */
const unmatchedItem = ({ name, regex }: MetricField): CheckListItem => ({
  id: `unmatched:${name}:${regex}`,
  kind: "partial",
  verdict: common.verdict.warn,
  statement: metricCheckWords.unmatched(name),
  cause: metricCheckWords.unmatchedCause,
});

/** What would stop or spoil the job, before it is started. */
export function PreflightPanel({ form }: FormPartProps) {
  const { preflight, problems } = form;
  const fields = fieldItems(problems, shownName);
  const checks = [...checkItems(preflight.checks), ...form.trials.unmatched.map(unmatchedItem)];
  const items = fields.length > 0 ? fields : checks;
  const aside =
    fields.length > 0
      ? words.fieldsFirst
      : preflight.isChecking
        ? words.checking
        : preflight.checks.length > 0
          ? words.checked
          : null;
  return (
    <Section title={words.preflight} aside={aside}>
      {preflight.query.error ? (
        <FailureBanner error={preflight.query.error} retry={() => void preflight.query.refetch()} />
      ) : null}
      <CheckList label={words.preflightList} items={items} />
    </Section>
  );
}
