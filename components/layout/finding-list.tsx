import { CheckList, type CheckListItem } from "@/components/ui/check-list";
import { Section } from "./section";

export interface FindingListProps {
  readonly title: string;
  readonly aside: string;
  /** Said when nothing was found. */
  readonly none: string;
  readonly findings: readonly CheckListItem[];
}

/** What was found, each finding a sentence with its figures. */
export function FindingList({ title, aside, none, findings }: FindingListProps) {
  return (
    <Section title={title} aside={aside}>
      {findings.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <CheckList label={title} items={findings} />
      )}
    </Section>
  );
}
