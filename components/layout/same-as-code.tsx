import { CodeTabs, type CodeTabsProps } from "@/components/ui/code-tabs";
import { common } from "@/lib/words/common";

export interface SameAsCodeProps {
  readonly code: Readonly<Record<"boto3" | "cli", string>> &
    Readonly<Partial<Record<"sdkV2" | "sdkV3", string>>>;
  /** Further ways to say it. */
  readonly more?: CodeTabsProps["tabs"];
}

const WAYS = [
  { id: "boto3", label: "boto3" },
  { id: "cli", label: "CLI" },
  { id: "sdkV2", label: "SDK v2" },
  { id: "sdkV3", label: "SDK v3" },
] as const;

/** What the button beside it does, for a notebook or a script. */
export function SameAsCode({ code, more = [] }: SameAsCodeProps) {
  return (
    <CodeTabs
      label={common.sameAsCode}
      tabs={[
        ...WAYS.flatMap(({ id, label }) => {
          const text = code[id];
          return text === undefined ? [] : [{ id, label, code: text }];
        }),
        ...more,
      ]}
    />
  );
}
