"use client";
import { useEffect } from "react";
import { Icon } from "@/components/ui/icon";
import { Keycap } from "@/components/ui/keycap";
import { paletteWords as words } from "@/lib/words/palette";
import type { grouped, PaletteItem } from "./palette-items";

export interface PaletteResultsProps {
  readonly listId: string;
  readonly groups: ReturnType<typeof grouped>;
  readonly active: PaletteItem | null;
  readonly onChoose: (item: PaletteItem) => void;
}

/** The lines in their groups; the field keeps the focus and names the active one. */
export function PaletteResults({ listId, groups, active, onChoose }: PaletteResultsProps) {
  const activeId = active ? `${listId}-${active.id}` : null;
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);
  return (
    <div id={listId} role="listbox" aria-label={words.list} className="palette-list">
      {groups.map(({ group, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by this role
        <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
          <div id={`${listId}-${group}`} role="presentation" className="menu-note">
            {words.groups[group]}
          </div>
          {items.map((item) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrow keys and Enter do the same
            <div
              key={item.id}
              id={`${listId}-${item.id}`}
              role="option"
              aria-selected={item === active}
              className="menu-item"
              data-highlighted={item === active ? "" : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(item)}
            >
              <Icon name={item.icon} size={16} />
              <span className="min-w-0 flex-1 wrap-anywhere">{item.label}</span>
              {item.keys.length > 0 ? (
                <span aria-hidden>
                  <Keycap keys={item.keys} />
                </span>
              ) : null}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
