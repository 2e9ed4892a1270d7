"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useShell } from "@/components/layout/shell-context";
import { Icon } from "@/components/ui/icon";
import { Keycap } from "@/components/ui/keycap";
import { paletteWords as words } from "@/lib/words/palette";
import { fixedItems, grouped, matching, type PaletteItem } from "./palette-items";
import { PaletteResults } from "./palette-results";
import { useFound } from "./use-found";

/** Where an arrow key leads; the list is a ring. */
function movedTo(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  return null;
}

/** Goes to a page, runs a command or finds an object by name, with the keyboard alone. */
export function CommandPalette() {
  const { target, targets, setPaletteOpen } = useShell();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(target.name, text);
  const groups = grouped([...matching(fixedItems(target.name, targets), text), ...found.items]);
  const items = groups.flatMap((group) => group.items);
  const active = items[Math.min(at, items.length - 1)];
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  // The dialog's own event comes later, when the palette may have been asked for again.
  const shut = () => {
    dialog.current?.close();
    setPaletteOpen(false);
  };
  const choose = ({ act }: PaletteItem) => {
    // Closed first, so that the focus is back before a command moves it.
    shut();
    if ("href" in act) router.push(act.href);
    else act.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = movedTo(event.key, items.indexOf(active as PaletteItem), items.length);
    if (to !== null) setAt(to);
    else if (event.key === "Enter" && active && !event.nativeEvent.isComposing) choose(active);
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for the backdrop's click
    <dialog
      ref={dialog}
      className="pop dialog palette"
      aria-label={words.title}
      onClose={shut}
      onClick={(event) => {
        if (event.target === event.currentTarget) shut();
      }}
    >
      <div className="palette-field">
        <Icon name="search" size={16} />
        <input
          type="text"
          role="combobox"
          aria-label={words.title}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
          placeholder={words.title}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteResults listId={listId} groups={groups} active={active ?? null} onChoose={choose} />
      <output className="palette-note">
        {found.isSearching
          ? words.searching
          : items.length === 0
            ? words.nothing(text.trim())
            : words.found(items.length)}
        {found.failed.length > 0 ? ` · ${words.failed(found.failed.join(", "))}` : null}
      </output>
      <div className="palette-foot" aria-hidden>
        <Keycap keys={["↑", "↓"]} /> {words.keys.move}
        <Keycap keys={["↵"]} /> {words.keys.open}
        <Keycap keys={["esc"]} /> {words.keys.close}
      </div>
    </dialog>
  );
}
