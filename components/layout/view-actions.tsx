"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { useTarget } from "@/lib/client/target-context";
import { changeViews } from "@/lib/client/views";
import type { SavedView, ViewList } from "@/lib/contracts/views";
import { viewWords as words } from "@/lib/words/views";
import { ViewNameDialog } from "./view-name-dialog";

export interface ViewActionsProps {
  readonly list: ViewList;
  /** What the list shows now. */
  readonly query: string;
  /** The saved view that shows just this. */
  readonly current: SavedView | null;
  /** A view that is always there shows just this. */
  readonly isPlain: boolean;
}

/** Saves what the list shows under a name; renames or deletes the view that is shown. */
export function ViewActions({ list, query, current, isPlain }: ViewActionsProps) {
  const [isOpen, setOpen] = useState(false);
  const toast = useToast();
  const change = useMutation(changeViews(useQueryClient(), useTarget(), list));
  const open = () => {
    change.reset();
    setOpen(true);
  };
  const close = () => setOpen(false);
  const remove = ({ id, name, query: kept }: SavedView) =>
    change.mutate(
      { delete: id },
      {
        onSuccess: () =>
          toast({
            text: words.deleted(name),
            undo: () => change.mutate({ save: { name, query: kept } }),
          }),
        onError: ({ message }) => toast({ kind: "failed", text: message }),
      },
    );
  return (
    <>
      {current ? (
        <Menu
          trigger={
            <Button variant="quiet" size="sm" icon="more" aria-label={words.manage(current.name)} />
          }
          items={[
            { id: "rename", label: words.rename, onSelect: open },
            { id: "delete", label: words.delete, onSelect: () => remove(current) },
          ]}
        />
      ) : null}
      {current === null && !isPlain ? (
        <Button variant="quiet" size="sm" onClick={open}>
          {words.save}
        </Button>
      ) : null}
      <ViewNameDialog
        open={isOpen}
        renames={current?.name ?? null}
        error={change.error}
        busy={change.isPending}
        onClose={close}
        onName={(name) =>
          change.mutate(current ? { rename: current.id, name } : { save: { name, query } }, {
            onSuccess: close,
          })
        }
      />
    </>
  );
}
