"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import { formatNumber } from "@/lib/domain/format";
import { common } from "@/lib/words/common";
import { Section } from "./section";

/** A wide table may have a finding for each of its columns; the weightiest stand first. */
const FIRST = 12;
/** With each press. */
const MORE = 100;

export interface FindingListProps {
  readonly title: string;
  readonly aside: string;
  /** Said when nothing was found. */
  readonly none: string;
  readonly findings: readonly CheckListItem[];
}

/** What was found, each finding a sentence with its figures. */
export function FindingList({ title, aside, none, findings }: FindingListProps) {
  const [shown, setShown] = useState(FIRST);
  const rest = findings.length - shown;
  return (
    <Section title={title} aside={aside}>
      {findings.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <CheckList label={title} items={findings.slice(0, shown)} />
      )}
      {rest > 0 ? (
        <p className="mt-3">
          <Button size="sm" onClick={() => setShown(shown + MORE)}>
            {common.moreFindings(formatNumber(Math.min(rest, MORE)), formatNumber(rest))}
          </Button>
        </p>
      ) : null}
    </Section>
  );
}
