"use client";
import { type KeyboardEvent, useState } from "react";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";
import { Keycap } from "./keycap";

export interface FilterBarProps {
  readonly label: string;
  readonly placeholder: string;
  /** The filter as it stands in the URL: words parted by spaces, `field:value` or plain text. */
  readonly value: string;
  /** Called when a token is finished or removed, never on each letter of it. */
  readonly onChange: (value: string) => void;
}

/** Words of a filter in order. */
export const filterTokens = (value: string): readonly string[] =>
  value.split(/\s+/).filter((token) => token !== "");

/** A filter of text tokens: Enter or space ends one, Backspace in the empty field takes the last. */
export function FilterBar({ label, placeholder, value, onChange }: FilterBarProps) {
  const [draft, setDraft] = useState("");
  const tokens = filterTokens(value);
  const commit = () => {
    const added = filterTokens(draft).filter((token) => !tokens.includes(token));
    setDraft("");
    if (added.length > 0) onChange([...tokens, ...added].join(" "));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === "Enter" || event.key === " ") && draft.trim() !== "") {
      event.preventDefault();
      commit();
    } else if (event.key === "Backspace" && draft === "" && tokens.length > 0) {
      onChange(tokens.slice(0, -1).join(" "));
    } else if (event.key === "Escape" && draft !== "") {
      setDraft("");
    }
  };
  return (
    <search className="filter-bar" aria-label={label}>
      <Icon name="search" />
      {tokens.map((token) => (
        <span key={token} className="filter-token">
          {token}
          <button
            type="button"
            aria-label={common.filter.remove(token)}
            onClick={() => onChange(tokens.filter((other) => other !== token).join(" "))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <input
        data-search=""
        aria-label={label}
        placeholder={tokens.length === 0 ? placeholder : ""}
        value={draft}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={commit}
      />
      <Keycap keys={["/"]} />
    </search>
  );
}
