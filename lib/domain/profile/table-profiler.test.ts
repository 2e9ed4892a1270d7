import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { HeaderSetting } from "../csv-header";
import type { ColumnProfile, TableProfile } from "./profile";
import { TableProfiler } from "./table-profiler";

const profileOf = (files: readonly string[], header: HeaderSetting = "present"): TableProfile => {
  const profiler = new TableProfiler({ header, delimiter: "," });
  for (const text of files) {
    const { csv: file } = profiler.file();
    file.push(new TextEncoder().encode(text));
    file.finish();
  }
  return profiler.finish();
};

const columnOf = (profile: TableProfile, name: string): ColumnProfile => {
  const column = profile.columns.find((one) => one.name === name);
  if (!column) throw new Error(`No column ${name}`);
  return column;
};

test("each column is counted over all files, each with its header", () => {
  const profile = profileOf(["size,kind\n1,a\n2.5,b\n,a\n", "size,kind\n0,a\n0,NA\n"]);
  expect(profile).toMatchObject({ rows: 5, ragged: 0, firstRagged: null, encoding: "utf-8" });
  expect(columnOf(profile, "size")).toMatchObject({ type: "number", missing: 1, distinct: 3 });
  expect(columnOf(profile, "size").numbers).toMatchObject({
    min: 0,
    max: 2.5,
    mean: 0.875,
    zeros: 2,
  });
  expect(columnOf(profile, "kind")).toMatchObject({
    type: "category",
    missing: 1,
    top: [
      { value: "a", count: 3 },
      { value: "b", count: 1 },
    ],
  });
});

test("without a header all records are rows, and columns are numbered", () => {
  const profile = profileOf(["1,x\n2,y\n"], "absent");
  expect(profile.rows).toBe(2);
  expect(profile.columns.map(({ name }) => name)).toEqual(["column_0", "column_1"]);
});

test("rows of another width are counted, and the first is named", () => {
  const profile = profileOf(["a,b\n1,2\n3\n4,5,6\n"]);
  expect(profile).toMatchObject({ rows: 3, ragged: 2, firstRagged: 2 });
  expect(columnOf(profile, "b")).toMatchObject({ missing: 1 });
});

test("a header's repeated names are told apart and named", () => {
  const profile = profileOf(["a,a,b\n1,2,3\n"]);
  expect(profile.repeatedNames).toEqual(["a"]);
  expect(profile.columns.map(({ name }) => name)).toEqual(["a", "a_2", "b"]);
});

test("more different values than are told apart are said to be too many", () => {
  const rows = Array.from({ length: 120_000 }, (_, at) => `value ${at}`).join("\n");
  const column = columnOf(profileOf([`name\n${rows}\n`]), "name");
  expect(column).toMatchObject({ distinct: null, top: [], type: "text" });
});

test("many empty columns beside many categories cost no more than a few", () => {
  const width = 1500;
  const header = Array.from({ length: 2 * width }, (_, at) => `c${at}`).join(",");
  const row = `${",".repeat(width)}${Array.from({ length: width }, (_, at) => at % 3).join(",")}`;
  const began = process.cpuUsage();
  const profile = profileOf([`${header}\n${`${row}\n`.repeat(100)}`]);
  const { user } = process.cpuUsage(began);
  expect(profile.columns[0]).toMatchObject({ missing: 100 });
  expect(user / 1e6).toBeLessThan(5);
}, 60_000);

test("a header of one name 20,000 times is told apart at once", () => {
  const began = process.cpuUsage();
  const profile = profileOf([`${"a,".repeat(20_000)}a\n`]);
  expect(profile.columns.at(-1)?.name).toBe("a_20001");
  expect(profile.repeatedNames).toEqual(["a"]);
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(3);
}, 60_000);

test("values that another column explains are found, whichever rows come first", () => {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const shop = `S${at % 6}`;
    return `${shop},${shop === "S1" || shop === "S4" ? "" : at},${at % 7}`;
  });
  for (const order of [rows, [...rows].reverse()]) {
    const profile = profileOf([`shop,size,day\n${order.join("\n")}\n`]);
    expect(columnOf(profile, "size").missingIn).toEqual({
      column: "shop",
      always: ["S1", "S4"],
      never: 4,
    });
  }
});

test("one row that breaks the pattern ends it", () => {
  const rows = Array.from({ length: 60 }, (_, at) => `S${at % 6},${at % 6 === 1 ? "" : at}`);
  const profile = profileOf([`shop,size\n${rows.join("\n")}\nS1,5\n`]);
  expect(columnOf(profile, "size")).toMatchObject({ missing: 10, missingIn: null });
});

const BIG_MART = "../shared/data/bigmart_train.csv";

test.skipIf(!existsSync(BIG_MART))("Big Mart's profile has the known counts", () => {
  const profile = profileOf([readFileSync(BIG_MART, "utf8")]);
  expect(profile).toMatchObject({ rows: 8523, ragged: 0 });
  expect(columnOf(profile, "Item_Identifier").distinct).toBe(1559);
  expect(columnOf(profile, "Item_Weight")).toMatchObject({
    missing: 1463,
    missingIn: { column: "Outlet_Identifier", always: ["OUT019", "OUT027"], never: 8 },
  });
  expect(columnOf(profile, "Item_Visibility").numbers).toMatchObject({ zeros: 526, min: 0 });
  expect(columnOf(profile, "Item_MRP").numbers?.quantiles[2]).toBeCloseTo(143.0128, 4);
  expect(columnOf(profile, "Outlet_Size").missingIn).toEqual({
    column: "Outlet_Identifier",
    always: ["OUT010", "OUT017", "OUT045"],
    never: 7,
  });
});
