"use client";
import { Button } from "@/components/ui/button";
import type { Draft } from "@/lib/client/use-draft";
import { common } from "@/lib/words/common";
import { Age } from "./age";

export interface DraftNoteProps {
  readonly draft: Pick<Draft<unknown>, "value" | "keptAt" | "discard">;
}

/** Says that what was typed is kept, and gives it up; nothing where nothing was typed. */
export function DraftNote({ draft: { value, keptAt, discard } }: DraftNoteProps) {
  if (value === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-ink-3 text-xs">
      <span>
        {keptAt === null ? (
          common.draft.notKept
        ) : (
          <>
            {common.draft.kept} <Age time={keptAt} />
          </>
        )}
      </span>
      <Button variant="quiet" size="sm" icon="undo" onClick={discard}>
        {common.draft.discard}
      </Button>
    </p>
  );
}
