"use client";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Keycap } from "@/components/ui/keycap";
import { navigation } from "@/lib/words/navigation";
import { SHORTCUTS } from "./shortcuts";
import { setSingleKeys, singleKeysOn } from "./single-keys";

const BUTTON_ID = "shortcut-sheet-button";

/** Opens the sheet from the keyboard; the button owns it, so that focus returns to one place. */
export const openShortcutSheet = (): void => document.getElementById(BUTTON_ID)?.click();

const GROUPS = ["go", "do", "widget"] as const;

/** The "?" in the sidebar's foot, and the list of all shortcuts. */
export function ShortcutSheetButton() {
  const [open, setOpen] = useState(false);
  const [on, setOn] = useState(true);
  const show = () => {
    setOn(singleKeysOn());
    setOpen(true);
  };
  return (
    <>
      <button
        id={BUTTON_ID}
        type="button"
        className="grid size-6 place-items-center"
        aria-label={navigation.keyboard}
        title={navigation.keyboard}
        onClick={show}
      >
        <kbd className="keycap">?</kbd>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={navigation.keyboard} wide>
        <div className="grid items-start gap-x-8 sm:grid-cols-3">
          {GROUPS.map((group) => (
            <dl key={group} className="description-list" data-lines="">
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(
                ({ id, label, keys }) => (
                  <div key={id}>
                    <dt>{label}</dt>
                    <dd className="text-right">
                      <Keycap keys={keys} />
                    </dd>
                  </div>
                ),
              )}
            </dl>
          ))}
        </div>
        <div className="mt-4">
          <Checkbox
            label={navigation.singleKeys}
            checked={on}
            onChange={(event) => {
              setOn(event.target.checked);
              setSingleKeys(event.target.checked);
            }}
          />
          <p className="hint">{navigation.keyboardHint}</p>
        </div>
      </Dialog>
    </>
  );
}
