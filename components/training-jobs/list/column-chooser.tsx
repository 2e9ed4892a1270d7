import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { jobListWords as words } from "@/lib/words/training-job-list";
import type { JobColumn } from "./job-columns";

export interface ColumnChooserProps {
  readonly all: readonly JobColumn[];
  readonly shown: readonly JobColumn[];
  /** Null goes back to the columns that tell the jobs apart. */
  readonly onChoose: (ids: readonly string[] | null) => void;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Which columns the list shows; those without which a row says nothing cannot be taken away. */
export function ColumnChooser({ all, shown, onChoose, open, onClose }: ColumnChooserProps) {
  const ids = shown.map(({ id }) => id);
  const toggle = (id: string) =>
    onChoose(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.chooserTitle}
      actions={
        <>
          <Button onClick={() => onChoose(null)}>{words.chooserReset}</Button>
          <Button onClick={onClose}>{words.chooserDone}</Button>
        </>
      }
    >
      <p className="text-ink-3">{words.chooserText}</p>
      <div className="mt-2 grid max-h-[50vh] gap-1 overflow-y-auto sm:grid-cols-2">
        {all
          .filter(({ isFixed }) => !isFixed)
          .map(({ id, label }) => (
            <Checkbox
              key={id}
              label={label}
              checked={ids.includes(id)}
              onChange={() => toggle(id)}
            />
          ))}
      </div>
    </Dialog>
  );
}
