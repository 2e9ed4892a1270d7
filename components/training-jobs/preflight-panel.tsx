import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import type { StatusKind } from "@/components/ui/status-label";
import type { CheckLine } from "@/lib/contracts/common";
import { newJobWords as words } from "@/lib/words/new-training-job";
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

/** What would stop or spoil the job, before it is started. */
export function PreflightPanel({ form }: FormPartProps) {
  const { preflight, problems } = form;
  const fields = [...problems].map(fieldItem);
  const items = fields.length > 0 ? fields : preflight.checks.map(itemOf);
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
