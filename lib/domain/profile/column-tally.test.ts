import { expect, test } from "vitest";
import { ColumnTally } from "./column-tally";

test("values are told apart up to their number, and up to the text they take", () => {
  const tallyOf = (bounds: { values: number; characters: number }) => {
    const tally = new ColumnTally("essay", bounds);
    for (const cell of ["one two", "three four", "one two", "five six"]) tally.add(cell);
    return tally;
  };
  expect(tallyOf({ values: 3, characters: 25 })).toMatchObject({ distinct: 3, rows: 4 });
  expect(tallyOf({ values: 2, characters: 25 })).toMatchObject({ distinct: null, rows: 4 });
  expect(tallyOf({ values: 3, characters: 24 })).toMatchObject({ distinct: null, rows: 4 });
});
