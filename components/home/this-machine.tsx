"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { useShell } from "@/components/layout/shell-context";
import { CheckList } from "@/components/ui/check-list";
import type { StatusKind } from "@/components/ui/status-label";
import { doctorQuery } from "@/lib/client/doctor";
import { href } from "@/lib/client/href";
import type { DoctorCheck, DoctorResult } from "@/lib/contracts/doctor";
import { homeWords } from "@/lib/words/home";

const words = homeWords.first;

const KINDS: Record<DoctorResult, StatusKind> = {
  ok: "well",
  limits: "partial",
  blocks: "failed",
  unknown: "unknown",
};

/** Where containers will run, and what the machine has for them; the target may be elsewhere. */
export function ThisMachine() {
  const { name, kind } = useShell().target;
  const query = useQuery({ ...doctorQuery(name), enabled: kind === "local" });
  if (kind !== "local") return null;
  return (
    <Section
      title={words.machine}
      aside={
        <Link className="text-link" href={href.doctor(name)}>
          {words.everything}
        </Link>
      }
    >
      <QueryPanel query={query} rows={4}>
        {({ checks }) => (
          <CheckList
            label={words.machine}
            items={checks.filter(({ group }) => group === "machine").map(itemOf)}
          />
        )}
      </QueryPanel>
    </Section>
  );
}

const itemOf = ({ id, what, word, result, found, line }: DoctorCheck) => ({
  id,
  kind: KINDS[result],
  verdict: word,
  statement: what,
  value: word,
  cause: (
    <>
      {found} {line === null ? null : <code className="break-all">{line}</code>}
    </>
  ),
});
