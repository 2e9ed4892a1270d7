import { Section } from "@/components/layout/section";
import { CheckList } from "@/components/ui/check-list";
import type { Finding } from "@/lib/domain/profile/findings/finding";
import { findingWords as words } from "@/lib/words/findings";
import { findingSentence } from "./finding-sentence";

const columnOf = (finding: Finding): string | null => ("column" in finding ? finding.column : null);

export interface FindingsProps {
  readonly findings: readonly Finding[];
}

/** What to look at before training, each finding a sentence with its figures. */
export function Findings({ findings }: FindingsProps) {
  return (
    <Section title={words.title} aside={words.aside}>
      {findings.length === 0 ? (
        <p className="text-ink-2">{words.none}</p>
      ) : (
        <CheckList
          label={words.title}
          items={findings.map((finding) => {
            const column = columnOf(finding);
            return {
              id: `${finding.rule}:${column ?? ""}`,
              kind: "partial",
              verdict: words.verdict,
              statement: (
                <>
                  {column === null ? words.theFile : <code>{column}</code>}{" "}
                  {findingSentence(finding)}
                </>
              ),
            };
          })}
        />
      )}
    </Section>
  );
}
