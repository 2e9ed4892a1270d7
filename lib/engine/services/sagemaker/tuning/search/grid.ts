import type { CategoricalParameterRange } from "@aws-sdk/client-sagemaker";
import type { Search } from "./search.ts";

/** Every combination of categories once, the last parameter changing fastest. */
export function gridSearch(ranges: readonly CategoricalParameterRange[]): Search {
  const axes = ranges.map(({ Name = "", Values = [] }) => ({ name: Name, values: Values }));
  const total = axes.reduce((product, { values }) => product * values.length, 1);
  return ({ index }) => {
    if (index >= total) return undefined;
    let rest = index;
    const chosen = axes.toReversed().map(({ name, values }): [string, string] => {
      const value = values[rest % values.length] ?? "";
      rest = Math.floor(rest / values.length);
      return [name, value];
    });
    return Object.fromEntries(chosen.reverse());
  };
}
