"use client";
import { useState } from "react";
import { lazily } from "@/components/ui/lazily";
import { navigation } from "@/lib/words/navigation";

const ShortcutSheet = lazily(
  () => import("./shortcut-sheet").then((module) => module.ShortcutSheet),
  { when: "idle" },
);

const BUTTON_ID = "shortcut-sheet-button";

/** Opens the sheet from the keyboard; the button owns it, so that focus returns to one place. */
export const openShortcutSheet = (): void => document.getElementById(BUTTON_ID)?.click();

/** The "?" in the sidebar's foot, and the list of all shortcuts. */
export function ShortcutButton() {
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  return (
    <>
      <button
        id={BUTTON_ID}
        type="button"
        className="grid size-6 place-items-center"
        aria-label={navigation.keyboard}
        title={navigation.keyboard}
        onClick={() => setIsOpen(true)}
      >
        <kbd className="keycap">?</kbd>
      </button>
      {/* Once opened it stays: a dialog gives the focus back when it is closed, not when it is gone. */}
      {isOpen === null ? null : <ShortcutSheet open={isOpen} onClose={() => setIsOpen(false)} />}
    </>
  );
}
