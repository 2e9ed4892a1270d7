/** One step of a path: children by name, elements by place, or all of them. */
export type Segment =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "places"; readonly places: readonly Place[] }
  | { readonly kind: "all" };

/** An element, counted from the end when negative, or those from `from` up to `to`. */
export type Place = number | { readonly from?: number; readonly to?: number };

/** Says what is wrong with a path, or with a value that it does not fit. */
export class PathFault extends Error {
  override readonly name = "PathFault";
}

const NAME = /^\.([^.[\]*'"?@()\s]+)/;
const ALL = /^(?:\.\*|\.?\[\s*\*\s*\])/;
const NAMES = /^\.?\[\s*('(?:[^'\\]|\\.)*'(?:\s*,\s*'(?:[^'\\]|\\.)*')*)\s*\]/;
const QUOTED = /'((?:[^'\\]|\\.)*)'/g;
const PLACES = /^\.?\[\s*([-\d:,\s]+)\]/;
const PLACE = /^(?:(-?\d+)|(-?\d+)?\s*:\s*(-?\d+)?)$/;

/**
 * Parses SageMaker's part of JSONPath: `$`, `.name`, `['a','b']`, `*`, `[0,-1]`, `[1:]`, and these one
 * after another. Throws a PathFault for anything else.
 */
export function parsePath(path: string): readonly Segment[] {
  if (!path.startsWith("$")) throw new PathFault(`${path} does not begin with $`);
  const segments: Segment[] = [];
  for (let rest = path.slice(1); rest !== ""; ) {
    const last = segments.at(-1);
    if (last?.kind === "names" && last.names.length > 1)
      throw new PathFault(`${path} goes on behind several names, which SageMaker does not support`);
    const [segment, length] = nextSegment(rest) ?? [];
    if (!segment || !length)
      throw new PathFault(
        `${path} cannot be read from "${rest}" on: SageMaker knows .name, ['name','name'], [0,-1], [1:3] and *`,
      );
    segments.push(segment);
    rest = rest.slice(length);
  }
  return segments;
}

function nextSegment(text: string): [Segment, number] | undefined {
  const all = ALL.exec(text);
  if (all) return [{ kind: "all" }, all[0].length];
  const name = NAME.exec(text);
  if (name?.[1] !== undefined) return [{ kind: "names", names: [name[1]] }, name[0].length];
  const names = NAMES.exec(text);
  if (names?.[1] !== undefined) {
    const list = [...names[1].matchAll(QUOTED)].map(([, inner = ""]) =>
      inner.replace(/\\(.)/g, "$1"),
    );
    return [{ kind: "names", names: list }, names[0].length];
  }
  const places = PLACES.exec(text);
  const list = places?.[1]?.split(",").map(parsePlace);
  if (!places || !list?.every((place) => place !== undefined)) return undefined;
  return [{ kind: "places", places: list }, places[0].length];
}

function parsePlace(text: string): Place | undefined {
  const found = PLACE.exec(text.trim());
  if (!found) return undefined;
  const [, place, from, to] = found;
  if (place !== undefined) return Number(place);
  return {
    ...(from !== undefined && { from: Number(from) }),
    ...(to !== undefined && { to: Number(to) }),
  };
}

/** The elements at `places`; one that is not there throws a PathFault, a slice takes what there is. */
export function elementsAt<T>(values: readonly T[], places: readonly Place[]): T[] {
  return places.flatMap((place) => {
    if (typeof place === "object") return values.slice(place.from ?? 0, place.to);
    const value = values.at(place);
    if (value !== undefined) return [value];
    throw new PathFault(`there is no element ${place} among ${values.length}`);
  });
}

/** What a path selects from a JSON value; throws a PathFault where that lacks what it names. */
export function selectJson(value: unknown, [segment, ...rest]: readonly Segment[]): unknown {
  if (!segment) return value;
  if (segment.kind === "names") return selectNames(value, segment.names, rest);
  const elements = elementsOf(value, segment);
  const isOne =
    segment.kind === "places" &&
    segment.places.length === 1 &&
    typeof segment.places[0] === "number";
  if (isOne) return selectJson(elements[0], rest);
  return elements.map((element) => selectJson(element, rest));
}

function selectNames(value: unknown, names: readonly string[], rest: readonly Segment[]): unknown {
  const children = names.map((name) => [name, childOf(value, name)] as const);
  const [first] = children;
  if (names.length === 1 && first) return selectJson(first[1], rest);
  return Object.fromEntries(children);
}

function childOf(value: unknown, name: string): unknown {
  if (isObject(value) && Object.hasOwn(value, name)) return value[name];
  throw new PathFault(`there is no "${name}"`);
}

function elementsOf(value: unknown, segment: Exclude<Segment, { kind: "names" }>): unknown[] {
  if (segment.kind === "all" && isObject(value)) return Object.values(value);
  if (!Array.isArray(value)) throw new PathFault("there is no array to take elements from");
  return segment.kind === "all" ? value : elementsAt(value, segment.places);
}

/** Whether it is a JSON object, with names and values. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  // Numbers that are kept as they were written have no prototype.
  return Object.getPrototypeOf(value) === Object.prototype;
}
