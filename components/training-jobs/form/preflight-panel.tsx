import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import type { StatusKind } from "@/components/ui/status-label";
import type { CheckLine } from "@/lib/contracts/common";
import { metricCheckWords, newJobWords as words } from "@/lib/words/new-training-job";
import type { MetricField } from "./job-form";
import type { FormPartProps } from "./new-job-title";

const KINDS: Record<CheckLine["result"], StatusKind> = {
  ok: "well",
  warn: "partial",
  fail: "failed",
};

const itemOf = ({ id, result, statement, detail }: CheckLine): CheckListItem => ({
  id,
  kind: KINDS[result],
  verdict: words.verdict[result],
  statement,
  ...(detail ? { cause: detail } : {}),
});

/** The field's own name, as a person reads it in the form. */
const fieldItem = ([path, sentence]: readonly [string, string]): CheckListItem => ({
  id: path,
  kind: "failed",
  verdict: words.verdict.fail,
  statement: <code>{path.replace(/^hyperparameters\./, "")}</code>,
  cause: sentence,
});

/** A metric whose chart would stay empty, as far as the past log tells. */
const unmatchedItem = ({ name, regex }: MetricField): CheckListItem => ({
  id: `unmatched:${name}:${regex}`,
  kind: "partial",
  verdict: words.verdict.warn,
  statement: metricCheckWords.unmatched(name),
  cause: metricCheckWords.unmatchedCause,
});

/** What would stop or spoil the job, before it is started. */
export function PreflightPanel({ form }: FormPartProps) {
  const { preflight, problems } = form;
  const fields = [...problems].map(fieldItem);
  const checks = [...preflight.checks.map(itemOf), ...form.trials.unmatched.map(unmatchedItem)];
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
