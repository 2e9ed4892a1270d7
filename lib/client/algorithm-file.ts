import * as z from "zod/mini";
import { type AlgorithmFile, algorithmFile } from "@/lib/contracts/algorithm-file";
import { algorithmProblems as words } from "@/lib/words/image-registration";

/** One thing wrong with a file, at a member as a person would write it: `A.B[2].C`; "" is all. */
export interface FileProblem {
  readonly where: string;
  readonly what: string;
}

export type ReadAlgorithm =
  | { readonly ok: true; readonly request: AlgorithmFile }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** `TrainingSpecification.TrainingChannels[0].Name`. */
const placeOf = (path: Path): string =>
  path.reduce<string>((whole, step) => {
    if (typeof step === "number") return `${whole}[${step}]`;
    return whole === "" ? String(step) : `${whole}.${String(step)}`;
  }, "");

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[step]
        : undefined,
    value,
  );

const SENTENCES: {
  [C in Issue["code"]]?: (issue: Extract<Issue, { code: C }>) => string;
} = {
  invalid_type: ({ expected }) => words.kind(words.kinds[expected] ?? expected),
  unrecognized_keys: ({ keys }) => words.unknown(keys.join(", ")),
  invalid_value: ({ values }) => words.oneOf(values.map(String).join(", ")),
  too_big: ({ origin, maximum }) =>
    origin === "string" ? words.tooLong(Number(maximum)) : words.tooMany(Number(maximum)),
  too_small: () => words.empty,
  // Formats and rules of our own bring their sentence along.
  invalid_format: ({ message }) => message,
  custom: ({ message }) => message,
};

const sentenceOf = <C extends Issue["code"]>(issue: Extract<Issue, { code: C }>): string =>
  SENTENCES[issue.code as C]?.(issue) ?? words.invalid;

/** A sentence for each thing that is not as a CreateAlgorithm request must be. */
export const shapeProblems = (value: unknown): readonly { path: Path; what: string }[] => {
  const result = z.safeParse(algorithmFile, value);
  return (result.error?.issues ?? []).map((issue) => ({
    path: issue.path,
    what:
      issue.code === "invalid_type" && valueAt(value, issue.path) === undefined
        ? words.missing
        : sentenceOf(issue),
  }));
};

function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

const refused = (what: string): ReadAlgorithm => ({ ok: false, problems: [{ where: "", what }] });

/** Reads an `algorithm.json`, and says in words what is wrong with it and where. */
export function readAlgorithmFile(text: string): ReadAlgorithm {
  const json = parsed(text);
  if ("reason" in json) return refused(words.notJson(json.reason));
  const { value } = json;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refused(words.notObject);
  }
  const problems = shapeProblems(value);
  if (problems.length === 0) return { ok: true, request: z.parse(algorithmFile, value) };
  return {
    ok: false,
    problems: problems.map(({ path, what }) => ({ where: placeOf(path), what })),
  };
}
