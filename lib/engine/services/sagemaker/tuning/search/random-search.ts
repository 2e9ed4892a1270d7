import { randomOf } from "./random.ts";
import type { Search } from "./search.ts";
import { type Dimension, draw, keyOf } from "./space.ts";

/** Draws before a space that is nearly used up is called used up. */
const DRAWS = 1000;

/** Independent draws on each parameter's scale, none twice. */
export function randomSearch(space: readonly Dimension[], seed: number): Search {
  return ({ index, observations, others }) => {
    const random = randomOf(seed, index);
    const seen = [...observations.map(({ parameters }) => parameters), ...others];
    const tried = new Set(seen.map((parameters) => keyOf(space, parameters)));
    for (let turn = 0; turn < DRAWS; turn += 1) {
      const parameters = draw(space, random);
      if (!tried.has(keyOf(space, parameters))) return parameters;
    }
    return undefined;
  };
}
