"use client";
import { useRouter } from "next/navigation";
import { DropZone } from "@/components/ui/drop-zone";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { scoringWords as words } from "@/lib/words/scoring";
import { SavedRun } from "../result/saved-run";
import { ChosenFile } from "./chosen-file";
import type { KeptRun } from "./run-keeper";
import { useKept } from "./use-kept";

interface Chosen {
  readonly file: File;
  readonly count: number;
  readonly kept: KeptRun | null;
}

/** Files that were chosen in this tab, by target and endpoint. */
const TAB = {};

export interface FileModeProps {
  readonly endpoint: string;
  /** The kept run that the URL names. */
  readonly run: string | null;
  readonly isShown: boolean;
}

/** A file that is chosen, checked and scored here, or the run of one that was scored before. */
export function FileMode({ endpoint, run, isShown }: FileModeProps) {
  const target = useTarget();
  const router = useRouter();
  const [chosen, setChosen] = useKept<Chosen | null>(TAB, `${target} ${endpoint}`, null);
  const go = (id: string | undefined) =>
    router.replace(href.score(target, { endpoint, run: id }), { scroll: false });
  const choose = (file: File) => {
    setChosen({ file, count: (chosen?.count ?? 0) + 1, kept: null });
    if (run) go(undefined);
  };
  const isOlder = run !== null && run !== chosen?.kept?.id;
  return (
    <div className="grid grid-cols-1 gap-8">
      {isOlder ? <SavedRun key={run} endpoint={endpoint} id={run} /> : null}
      {chosen ? (
        // A run that is under way goes on while an older one is looked at.
        <div hidden={isOlder}>
          <ChosenFile
            key={`${endpoint} ${chosen.count}`}
            file={chosen.file}
            endpoint={endpoint}
            kept={chosen.kept}
            onKept={(kept) => {
              setChosen({ ...chosen, kept });
              go(kept.id);
            }}
          />
        </div>
      ) : null}
      {isShown ? (
        <DropZone
          label={words.file}
          onFile={choose}
          onText={(text) => choose(new File([text], words.pasted, { type: "text/csv" }))}
        >
          {chosen || run ? words.otherFile : undefined}
        </DropZone>
      ) : null}
    </div>
  );
}
