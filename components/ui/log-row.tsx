import type { CSSProperties } from "react";
import { common } from "@/lib/words/common";
import { type Find, type LogLine, type LogMark, type TextPart, textParts } from "./log-model";

/** A longer line is data, and would be most of the page's work. */
const SHOWN_CHARACTERS = 5000;

export interface LogRowProps {
  readonly line: LogLine;
  readonly id: string;
  readonly place: number;
  readonly total: number;
  readonly marks: (text: string) => readonly LogMark[];
  readonly find: Find | null;
  readonly isActive: boolean;
  readonly isAt: boolean;
  readonly isRoot: boolean;
  readonly copyLabel: string;
}

function Part({ part }: { readonly part: TextPart }) {
  if (part.mark === null) return part.text;
  if (part.mark === "match") return <mark data-match="">{part.text}</mark>;
  return (
    <mark title={part.mark.title} style={{ "--mark": part.mark.color } as CSSProperties}>
      {part.text}
    </mark>
  );
}

/** One line of a LogConsole. */
export function LogRow(props: LogRowProps) {
  const { line, id, place, total, marks, find, isActive, isAt, isRoot, copyLabel } = props;
  const text = line.text.slice(0, SHOWN_CHARACTERS);
  const hidden = line.text.length - text.length;
  const matches = find ? find(text) : [];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and names the active line
    <div
      id={id}
      className="log-line"
      role="option"
      aria-selected={isActive}
      aria-posinset={place + 1}
      aria-setsize={total}
      data-level={line.level ?? undefined}
      data-hit={matches.length > 0 ? "" : undefined}
      data-active={isActive ? "" : undefined}
      data-at={isAt ? "" : undefined}
      data-root={isRoot ? "" : undefined}
    >
      {line.number > 0 ? (
        <span className="number" data-line={line.number} title={copyLabel} aria-hidden>
          {line.number}
        </span>
      ) : (
        <span className="number" aria-hidden />
      )}
      <span className="time">{line.time}</span>
      <span className="level">{line.level?.toUpperCase() ?? ""}</span>
      <span className="text">
        {textParts(text, marks(text), matches).map((part) => (
          <Part key={part.at} part={part} />
        ))}
        {hidden > 0 ? (
          <small className="text-ink-3">{common.log.cut(hidden.toLocaleString("en-US"))}</small>
        ) : null}
      </span>
    </div>
  );
}
