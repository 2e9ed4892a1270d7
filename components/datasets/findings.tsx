import { FindingList } from "@/components/layout/finding-list";
import { formatCell } from "@/lib/domain/format";
import type { Finding } from "@/lib/domain/profile/findings/finding";
import { findingWords as words } from "@/lib/words/dataset-findings";
import { findingSentence } from "./finding-sentence";

const columnOf = (finding: Finding): string | null => ("column" in finding ? finding.column : null);

export interface FindingsProps {
  readonly findings: readonly Finding[];
}

/** What to look at before training, each finding a sentence with its figures. */
export function Findings({ findings }: FindingsProps) {
  return (
    <FindingList
      title={words.title}
      aside={words.aside}
      none={words.none}
      findings={findings.map((finding) => {
        const column = columnOf(finding);
        return {
          id: `${finding.rule}:${column ?? ""}`,
          kind: "partial",
          verdict: words.verdict,
          statement: (
            <>
              {column === null ? words.theFile : <code>{formatCell(column)}</code>}{" "}
              {findingSentence(finding)}
            </>
          ),
        };
      })}
    />
  );
}
