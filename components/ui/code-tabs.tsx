"use client";
import { Fragment, useState } from "react";
import { common } from "@/lib/words/common";
import { codeParts } from "./code-parts";
import { CopyButton } from "./copy-button";
import { Segmented } from "./segmented";

export interface CodeTab {
  readonly id: string;
  /** "boto3", "CLI". */
  readonly label: string;
  readonly code: string;
}

export interface CodeTabsProps {
  /** Read aloud, also the heading where there is one: "The same as code". */
  readonly label: string;
  readonly tabs: readonly CodeTab[];
  /** Of the code's box in px; it scrolls inside itself. */
  readonly maxHeight?: number;
}

/** The same thing in several languages, with a button to copy the one in sight. */
export function CodeTabs({ label, tabs, maxHeight = 380 }: CodeTabsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const tab = tabs.find(({ id }) => id === chosen) ?? tabs[0];
  if (!tab) return null;
  return (
    <div>
      <div className="mb-2 flex items-center gap-2">
        {tabs.length > 1 ? (
          <div className="min-w-0 flex-1">
            <Segmented
              grow
              label={label}
              options={tabs.map(({ id, label: words }) => ({ value: id, label: words }))}
              value={tab.id}
              onChange={setChosen}
            />
          </div>
        ) : (
          <span className="flex-1" />
        )}
        <CopyButton text={tab.code} done={common.code.copied} />
      </div>
      <CodeBlock label={`${label}, ${tab.label}`} code={tab.code} maxHeight={maxHeight} />
    </div>
  );
}

export interface CodeBlockProps {
  readonly label: string;
  readonly code: string;
  readonly maxHeight?: number;
}

/** Code in a well, coloured lightly: comments, texts, imports. */
export function CodeBlock({ label, code, maxHeight = 380 }: CodeBlockProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="well code" style={{ maxHeight }} tabIndex={0} aria-label={label}>
      <pre>
        {codeParts(code).map(({ at, kind, text }) =>
          kind ? (
            <span key={at} className={kind}>
              {text}
            </span>
          ) : (
            <Fragment key={at}>{text}</Fragment>
          ),
        )}
      </pre>
    </section>
  );
}
