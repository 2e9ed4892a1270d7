"use client";
import { useQuery } from "@tanstack/react-query";
import { Age } from "@/components/layout/age";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { CopyButton, copyText } from "@/components/ui/copy-button";
import { NextAction } from "@/components/ui/next-action";
import { useToast } from "@/components/ui/toast";
import { doctorQuery } from "@/lib/client/doctor";
import { useTarget } from "@/lib/client/target-context";
import type { DoctorCheck, DoctorReport, DoctorResult } from "@/lib/contracts/doctor";
import { common } from "@/lib/words/common";
import { doctorWords as words } from "@/lib/words/doctor";
import { CheckTable } from "./check-table";

/** What the target needs, what was found, and the line that mends the rest. */
export function DoctorPage() {
  const query = useQuery(doctorQuery(useTarget()));
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={query.data ? factsOf(query.data) : null}
        actions={
          <>
            {query.data ? (
              <CopyButton text={reportText(query.data)} done={words.reportCopied}>
                {words.report}
              </CopyButton>
            ) : null}
            <Button busy={query.isRefetching} onClick={() => void query.refetch()}>
              {words.again}
            </Button>
          </>
        }
      />
      <QueryPanel query={query} rows={8}>
        {(report) => <Report report={report} />}
      </QueryPanel>
    </Page>
  );
}

const ORDER: readonly DoctorResult[] = ["blocks", "limits", "unknown", "ok"];

/** What needs somebody comes first; the rest keeps its order. */
const sorted = (checks: readonly DoctorCheck[]): DoctorCheck[] =>
  ORDER.flatMap((result) => checks.filter((check) => check.result === result));

function factsOf({ checks, checkedAt }: DoctorReport) {
  const count = (result: DoctorResult) => checks.filter((check) => check.result === result).length;
  const [blocks, limits, unknown] = [count("blocks"), count("limits"), count("unknown")];
  return [
    blocks > 0 ? (
      <span key="blocks" className="text-fail">
        {words.blocks(blocks)}
      </span>
    ) : null,
    limits > 0 ? (
      <span key="limits" className="text-warn">
        {words.limits(limits)}
      </span>
    ) : null,
    unknown > 0 ? words.unknown(unknown) : null,
    words.well(count("ok")),
    <span key="age">
      {words.checked} <Age time={checkedAt} />
    </span>,
  ];
}

const reportText = ({ checks, checkedAt }: DoctorReport): string =>
  [
    checkedAt,
    ...sorted(checks).map(({ result, what, found, line }) =>
      [result, what, found, ...(line === null ? [] : [line])].join("\t"),
    ),
  ].join("\n");

function Report({ report }: { readonly report: DoctorReport }) {
  const checks = sorted(report.checks);
  const of = (group: DoctorCheck["group"]) => checks.filter((check) => check.group === group);
  const machine = of("machine");
  return (
    <>
      <Answer first={checks[0]} />
      <Section title={words.groups.target}>
        <CheckTable label={words.groups.target} checks={of("target")} />
      </Section>
      {machine.length > 0 ? (
        <Section title={words.groups.machine} aside={words.machineAside}>
          <CheckTable label={words.groups.machine} checks={machine} />
        </Section>
      ) : null}
      <p className="mt-3 text-ink-3 text-xs">{words.nothingChanged}</p>
    </>
  );
}

/** The page's answer: what to mend first, or that nothing needs mending. */
function Answer({ first }: { readonly first: DoctorCheck | undefined }) {
  const toast = useToast();
  if (!first || first.result === "ok") {
    return (
      <NextAction tone="ok" title={words.answers.ok}>
        {words.answers.okText}
      </NextAction>
    );
  }
  const { line, found, result, what } = first;
  const copy = async (text: string) => {
    const ok = await copyText(text);
    toast(ok ? { text: words.lineCopied } : { text: common.copyFailed, kind: "failed" });
  };
  return (
    <NextAction
      tone={result === "blocks" ? "fail" : "accent"}
      title={words.answers[result](what)}
      actions={
        line === null ? null : (
          <Button variant="primary" icon="copy" onClick={() => void copy(line)}>
            {words.copyLine}
          </Button>
        )
      }
    >
      {found}
    </NextAction>
  );
}
