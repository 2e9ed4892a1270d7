import { Banner } from "@/components/ui/banner";
import { problemWords, problemSentences as words } from "@/lib/words/problems";

export interface LeftOutProps {
  /** Actions of IAM that the credentials lack. */
  readonly denied: readonly string[];
}

const LIST = new Intl.ListFormat("en", { type: "conjunction" });

/** Says what a page leaves out because it may not be asked. */
export function LeftOut({ denied }: LeftOutProps) {
  if (denied.length === 0) return null;
  const actions = LIST.format(denied);
  return (
    <Banner tone="warn" title={words.leftOut}>
      {words.notAllowedTo(actions)} {problemWords.AccessDenied.fix}
    </Banner>
  );
}
