import { namedRows } from "@/lib/domain/named-rows";

/** Beyond this many names, halving is quicker than asking for each. */
const MOST_NAMED = 20;

/**
 * Parts of a refused request that are asked next, so that in the end only rows that fail alone
 * stand without a prediction. Where the message names rows, they are asked one by one and the
 * others together; else the request is halved.
 * @param positions rows of the request, at least two
 */
export function partsOf(
  positions: readonly number[],
  message: string,
  trustsNames: boolean,
): { readonly parts: readonly (readonly number[])[]; readonly byName: boolean } {
  const named = trustsNames ? namedRows(message, positions.length) : [];
  if (named.length > 0 && named.length <= MOST_NAMED && named.length < positions.length) {
    const isNamed = new Set(named.map((row) => row - 1));
    const alone = positions.filter((_, at) => isNamed.has(at)).map((position) => [position]);
    return { parts: [...alone, positions.filter((_, at) => !isNamed.has(at))], byName: true };
  }
  const middle = Math.ceil(positions.length / 2);
  return { parts: [positions.slice(0, middle), positions.slice(middle)], byName: false };
}

const FREE_REQUESTS = 200;
const MOST_REQUESTS = 10_000;

/**
 * How many requests may go into finding failing rows: some at first, then one for every row that
 * was scored. So a few bad rows in a good file are always found, and a model that refuses everything
 * is not asked for each row of a large file.
 */
export const searchBudget = (rowsDone: number): number =>
  FREE_REQUESTS + Math.min(rowsDone, MOST_REQUESTS);
