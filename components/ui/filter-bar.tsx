"use client";
import { type KeyboardEvent, useId, useState } from "react";
import { common } from "@/lib/words/common";
import { Icon } from "./icon";
import { Keycap } from "./keycap";

/** One filter of a FilterBar: a word of its text that says more than a name. */
export interface FilterToken {
  readonly text: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  /** Why nothing can be found by it. */
  readonly problem: string | null;
}

/** What a half typed word may become. */
export interface FilterOption {
  /** Takes the word's place. */
  readonly text: string;
  readonly detail?: string;
  /** Something has to follow: the word is not done. */
  readonly isOpen?: boolean;
}

export interface FilterBarProps {
  readonly label: string;
  readonly placeholder: string;
  /** Words parted by spaces, as the URL keeps them. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The filter a word is, or null for a part of a name. */
  readonly read: (word: string) => FilterToken | null;
  /** Everything a half typed word may become; what does not hold the word is left out. */
  readonly complete: (word: string) => readonly FilterOption[];
}

const MOST_OPTIONS = 12;

function optionsFor(word: string, complete: FilterBarProps["complete"]): readonly FilterOption[] {
  const wanted = word.toLowerCase();
  return complete(word)
    .filter(({ text }) => text.toLowerCase().includes(wanted) && text !== word)
    .slice(0, MOST_OPTIONS);
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/** Splits a text into its filters and the words of a name. */
function parted(text: string, read: FilterBarProps["read"]) {
  const words = wordsOf(text);
  return {
    tokens: words.flatMap((word) => read(word) ?? []),
    rest: words.filter((word) => read(word) === null).join(" "),
  };
}

/**
 * What is typed beside the filters. Words of a name count at once; a filter counts when it is
 * done: by a space, Enter, or leaving the field.
 */
function useDraft({ value, onChange, read }: FilterBarProps) {
  const [draft, setDraft] = useState<string | null>(null);
  // The address follows what is typed with a delay, and keys do not wait for it.
  const [sent, setSent] = useState<string | null>(null);
  if (sent === value) setSent(null);
  const { tokens, rest } = parted(sent ?? value, read);
  const send = (kept: readonly FilterToken[], text: string) => {
    const next = [...kept.map((token) => token.text), ...wordsOf(text)].join(" ");
    setSent(next);
    onChange(next);
  };
  return {
    tokens,
    text: draft ?? rest,
    begin: () => setDraft(rest),
    type: (text: string) => {
      const isDone = text.endsWith(" ");
      const typed = parted(text, read);
      setDraft(isDone && typed.tokens.length > 0 ? typed.rest : text);
      send(isDone ? [...tokens, ...typed.tokens] : tokens, typed.rest);
    },
    /** Makes filters of what is typed. */
    finish: (text: string, isLeft: boolean) => {
      const typed = parted(text, read);
      setDraft(isLeft ? null : typed.rest);
      if (typed.tokens.length > 0) send([...tokens, ...typed.tokens], typed.rest);
      else if (isLeft) setSent(null);
    },
    /** The last filter becomes text again, to be changed. */
    reopen: () => {
      const last = tokens.at(-1);
      if (!last) return;
      setDraft(last.text);
      send(tokens.slice(0, -1), "");
    },
    remove: (token: FilterToken) =>
      send(
        tokens.filter((other) => other !== token),
        draft ?? rest,
      ),
  };
}

function Token({
  token,
  onRemove,
}: {
  readonly token: FilterToken;
  readonly onRemove: () => void;
}) {
  const { text, field, operator, value, problem } = token;
  return (
    <li className="filter-token" data-bad={problem ? "" : undefined} title={problem ?? undefined}>
      <span>
        <small>
          {field} {operator === ":" ? "" : `${operator} `}
        </small>
        {value}
        {problem ? <span className="sr-only"> {problem}</span> : null}
      </span>
      <button type="button" aria-label={common.filter.remove(text)} onClick={onRemove}>
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}

/** The option a key leads to; -1 is the text itself, and null stands for any other key. */
function movedOption(key: string, at: number, count: number): number | null {
  if (key === "ArrowDown") return at + 1 >= count ? -1 : at + 1;
  if (key === "ArrowUp") return at < 0 ? count - 1 : at - 1;
  return null;
}

/** Finds by filters and words: `field operator value`, completed while typed, removed by Backspace. */
export function FilterBar(props: FilterBarProps) {
  const { label, placeholder, complete } = props;
  const id = useId();
  const draft = useDraft(props);
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const word = /\S*$/.exec(draft.text)?.[0] ?? "";
  const options = isOpen ? optionsFor(word, complete) : [];
  const choose = ({ text, isOpen: goesOn = false }: FilterOption) => {
    const whole = `${draft.text.slice(0, draft.text.length - word.length)}${text}`;
    if (goesOn) draft.type(whole);
    else draft.finish(whole, false);
    setAt(-1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const to = movedOption(event.key, at, options.length);
    const option = options[at];
    const does: Record<string, (() => void) | false> = {
      Enter: () => (option ? choose(option) : draft.finish(draft.text, false)),
      Escape: isOpen && (() => setIsOpen(false)),
      Backspace: draft.text === "" && draft.reopen,
    };
    const act = to === null ? does[event.key] : () => setAt(to);
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <search className="filter-bar">
      <Icon name="search" />
      {draft.tokens.length > 0 ? (
        <ul className="contents" aria-label={common.filter.tokens}>
          {draft.tokens.map((token) => (
            <Token key={token.text} token={token} onRemove={() => draft.remove(token)} />
          ))}
        </ul>
      ) : null}
      <input
        type="search"
        role="combobox"
        data-search=""
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={options[at] ? `${id}-${at}` : undefined}
        placeholder={draft.tokens.length > 0 ? "" : placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        value={draft.text}
        onFocus={() => {
          draft.begin();
          setIsOpen(true);
        }}
        onBlur={() => {
          draft.finish(draft.text, true);
          setIsOpen(false);
        }}
        onChange={(event) => {
          draft.type(event.target.value);
          setIsOpen(true);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
      />
      <Keycap keys={["/"]} />
      {options.length > 0 ? (
        <Options id={id} label={label} options={options} at={at} onChoose={choose} />
      ) : null}
    </search>
  );
}

interface OptionsProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly FilterOption[];
  readonly at: number;
  readonly onChoose: (option: FilterOption) => void;
}

function Options({ id, label, options, at, onChoose }: OptionsProps) {
  return (
    <div id={`${id}-options`} role="listbox" aria-label={label} className="pop filter-options">
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
        <div
          key={option.text}
          id={`${id}-${index}`}
          role="option"
          className="menu-item"
          aria-selected={index === at}
          data-highlighted={index === at ? "" : undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          <code>{option.text}</code>
          {option.detail ? <small>{option.detail}</small> : null}
        </div>
      ))}
    </div>
  );
}
