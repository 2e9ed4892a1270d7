import { CodeTabs, type CodeTabsProps } from "@/components/ui/code-tabs";
import { common } from "@/lib/words/common";

export interface SameAsCodeProps {
  readonly code: { readonly boto3: string; readonly cli: string };
  /** Further ways to say it. */
  readonly more?: CodeTabsProps["tabs"];
}

/** What the button beside it does, for a notebook or a script. */
export function SameAsCode({ code, more = [] }: SameAsCodeProps) {
  return (
    <CodeTabs
      label={common.sameAsCode}
      tabs={[
        { id: "boto3", label: "boto3", code: code.boto3 },
        { id: "cli", label: "CLI", code: code.cli },
        ...more,
      ]}
    />
  );
}
