import type { ColumnTally } from "./column-tally";

/** Columns with more different values than this are no groups. */
const MOST_GROUPS = 50;
/** Pairs held at a time, so that a table of many empty columns is read as fast as any other. */
const MOST_PAIRS = 1000;

/** Where a column's missing values lie: in every row of some groups, and in no row of the others. */
export interface MissingGroups {
  /** The column that tells the groups apart. */
  readonly column: string;
  readonly always: readonly string[];
  /** How many of its values never lack one. */
  readonly never: number;
}

/** Whether the rows of each group seen so far lack the value; one answer a group, else it is over. */
type Answers = Map<string, boolean>;

/**
 * Finds columns whose missing values another column explains. A pair of columns is dropped at
 * the first row that contradicts it, so what is left over in the end holds for every row. In a very
 * wide table the columns that come when the pairs are used up stay unexplained.
 */
export class MissingGroupFinder {
  private readonly columns: readonly ColumnTally[];
  /** Pairs not contradicted yet: column that lacks values → column of groups → answers. */
  private readonly pairs = new Map<number, Map<number, Answers>>();
  private alive = 0;

  constructor(columns: readonly ColumnTally[]) {
    this.columns = columns;
  }

  /** @param values the row's values as `ColumnTally.add` returned them, in the columns' order. */
  row(values: readonly (string | null)[]): void {
    for (const [at, value] of values.entries()) {
      if (value === null && !this.pairs.has(at)) this.pairs.set(at, this.begin(at, values));
    }
    for (const [at, partners] of this.pairs) {
      const lacks = values[at] === null;
      for (const [other, answers] of partners) {
        if (agrees(answers, values[other] ?? null, lacks)) continue;
        partners.delete(other);
        this.alive -= 1;
      }
    }
  }

  /** Of the columns that explain where column `at` lacks values: names first, then few groups. */
  groupsOf(at: number): MissingGroups | null {
    const [best] = [...(this.pairs.get(at) ?? [])]
      .flatMap(([other, answers]) => {
        const tally = this.columns[other];
        return tally ? [{ tally, answers }] : [];
      })
      .sort((a, b) => order(a.tally) - order(b.tally) || a.answers.size - b.answers.size);
    if (!best) return null;
    const always = [...best.answers].filter(([, lacks]) => lacks).map(([value]) => value);
    return {
      column: best.tally.name,
      always: always.sort(),
      never: best.answers.size - always.length,
    };
  }

  /** Up to this row the column lacked nothing: every group seen before it says so. */
  private begin(at: number, values: readonly (string | null)[]): Map<number, Answers> {
    const partners = new Map<number, Answers>();
    for (const [other, tally] of this.columns.entries()) {
      if (this.alive >= MOST_PAIRS) break;
      const known = other === at ? null : tally.valuesUpTo(MOST_GROUPS);
      if (!known || tally.missing > 0) continue;
      const now = values[other];
      // The row itself is counted already; its group is new if nobody else was in it.
      const before = known.filter((value) => value !== now || tally.countOf(value) > 1);
      partners.set(other, new Map(before.map((value) => [value, false])));
      this.alive += 1;
    }
    return partners;
  }
}

/** A group is better told by its name than by a number that goes with it. */
const order = ({ facts }: ColumnTally): number => (facts.numeric ? 1 : 0);

function agrees(answers: Answers, group: string | null, lacks: boolean): boolean {
  if (group === null) return false;
  const known = answers.get(group);
  if (known === undefined) answers.set(group, lacks);
  return (known ?? lacks) === lacks && answers.size <= MOST_GROUPS;
}
