"use client";
import { useState } from "react";
import { FormGroup } from "@/components/layout/form-group";
import { Banner } from "@/components/ui/banner";
import { DropZone } from "@/components/ui/drop-zone";
import { type FileProblem, readAlgorithmFile } from "@/lib/client/algorithm-file";
import { formatBytes } from "@/lib/domain/format";
import { algorithmProblems, registrationWords } from "@/lib/words/image-registration";
import { fieldsOfFile } from "./fields";
import type { RegistrationPartProps } from "./use-registration";

const words = registrationWords.file;

/** AWS refuses requests far below this; a larger file is something else. */
const MAX_BYTES = 1024 * 1024;
const SHOWN_PROBLEMS = 12;

interface Said {
  readonly name: string;
  readonly problems: readonly FileProblem[];
}

/** Members that the form draws itself. */
const DRAWN: readonly string[] = [
  "AlgorithmName",
  "AlgorithmDescription",
  "TrainingSpecification",
  "TrainingImage",
  "SupportedHyperParameters",
  "SupportedTrainingInstanceTypes",
  "MetricDefinitions",
  "TrainingChannels",
];

function keptMembers(file: Readonly<Record<string, unknown>> | null): string[] {
  const training = file?.["TrainingSpecification"];
  const inner = typeof training === "object" && training !== null ? Object.keys(training) : [];
  return [...inner, ...Object.keys(file ?? {})].filter((name) => !DRAWN.includes(name));
}

/** Fills the form from an `algorithm.json`; a file that does not fit changes nothing. */
export function FileGroup({ form }: RegistrationPartProps) {
  const [said, setSaid] = useState<Said | null>(null);
  const take = (name: string, text: string) => {
    const read = readAlgorithmFile(text);
    setSaid({ name, problems: read.ok ? [] : read.problems });
    if (read.ok) form.replace(fieldsOfFile(read.request, form.fields.reference.trim()));
  };
  const takeFile = async (file: File) => {
    if (file.size <= MAX_BYTES) return take(file.name, await file.text());
    const what = algorithmProblems.tooLarge(formatBytes(file.size));
    setSaid({ name: file.name, problems: [{ where: "", what }] });
  };
  const kept = keptMembers(form.fields.file);
  return (
    <FormGroup title={words.title} note={words.note}>
      <DropZone
        label={words.label}
        accept=".json,application/json"
        onFile={(file) => void takeFile(file)}
        onText={(text) => take(words.pasted, text)}
      >
        {words.drop}
      </DropZone>
      {said ? <Verdict said={said} /> : null}
      {kept.length > 0 ? (
        <p className="text-ink-3 text-xs wrap-anywhere">
          {registrationWords.alsoInFile}: <code>{kept.join(", ")}</code>
        </p>
      ) : null}
    </FormGroup>
  );
}

function Verdict({ said: { name, problems } }: { readonly said: Said }) {
  if (problems.length === 0) return <output className="text-ink-3">{words.taken(name)}</output>;
  const hidden = problems.length - SHOWN_PROBLEMS;
  return (
    <Banner tone="fail" title={words.refused(name, problems.length)}>
      <ul className="grid gap-1">
        {problems.slice(0, SHOWN_PROBLEMS).map(({ where, what }) => (
          <li key={`${where} ${what}`} className="wrap-anywhere">
            <code>{where || words.whole}</code>: {what}
          </li>
        ))}
        {hidden > 0 ? <li>{words.refusedMore(hidden)}</li> : null}
      </ul>
    </Banner>
  );
}
