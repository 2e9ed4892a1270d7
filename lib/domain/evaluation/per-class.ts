import type { Cell, Evaluation } from "./evaluation";
import { cellText } from "./segments";

export interface ClassFigures {
  readonly name: string;
  readonly figures: Readonly<Record<string, number | null>>;
}

type Figures = Readonly<Record<string, Cell>>;

/** Members that name the class rather than measure it. */
const NAMES = ["class", "name", "label", "value"];

const numbersOf = (figures: Figures, but: string | undefined): ClassFigures["figures"] =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([key, value]) =>
      key !== but && (typeof value === "number" || value === null) ? [[key, value]] : [],
    ),
  );

function fromList(list: readonly Figures[], classes: readonly Cell[]): ClassFigures[] {
  return list.map((figures, at) => {
    const key = NAMES.find((name) => Object.hasOwn(figures, name));
    const name = (key === undefined ? null : figures[key]) ?? classes[at] ?? null;
    return { name: cellText(name) ?? String(at), figures: numbersOf(figures, key) };
  });
}

/** Figures of each class, from a list or from members named by the classes. */
export function perClassOf({ per_class: written, classes }: Evaluation): ClassFigures[] {
  if (written === null) return [];
  if (Array.isArray(written)) return fromList(written as readonly Figures[], classes);
  return Object.entries(written).flatMap(([name, figures]) =>
    typeof figures === "object" && figures !== null
      ? [{ name, figures: numbersOf(figures, undefined) }]
      : [],
  );
}
