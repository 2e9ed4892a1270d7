"use client";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Keycap } from "@/components/ui/keycap";
import { navigation } from "@/lib/words/navigation";
import { shortcutWords as words } from "@/lib/words/shortcuts";
import { SHORTCUTS } from "./shortcuts";
import { setSingleKeys, singleKeysOn } from "./single-keys";

const DOES = { ...navigation.pages, ...words.does };
const GROUPS = ["go", "do", "widget"] as const;

export interface ShortcutSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The list of all shortcuts, and whether single keys are any. */
export function ShortcutSheet({ open, onClose }: ShortcutSheetProps) {
  return (
    <Dialog open={open} onClose={onClose} title={navigation.keyboard} wide>
      <div className="grid items-start gap-x-8 sm:grid-cols-3">
        {GROUPS.map((group) => (
          <dl key={group} className="description-list" data-lines="">
            {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ id, keys }) => (
              <div key={id}>
                <dt>{DOES[id]}</dt>
                <dd className="text-right">
                  <Keycap keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
      <SingleKeys />
    </Dialog>
  );
}

function SingleKeys() {
  const [on, setOn] = useState(singleKeysOn);
  return (
    <div className="mt-4">
      <Checkbox
        label={words.singleKeys}
        checked={on}
        onChange={(event) => {
          setOn(event.target.checked);
          setSingleKeys(event.target.checked);
        }}
      />
      <p className="hint">{words.hint}</p>
    </div>
  );
}
