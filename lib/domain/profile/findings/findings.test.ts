import { describe, expect, test } from "vitest";
import { findings, findingsOfBytes, only, rows } from "./testing/found";

describe("each rule fires on its data, and not beside it", () => {
  test("ragged: one row with a field more", () => {
    const plain = rows(100, (at) => `${at},1`);
    expect(only(findings("a,b", [...plain, "1,2,3"]), "ragged")).toEqual([
      { rule: "ragged", rows: 1, first: 101 },
    ]);
    expect(only(findings("a,b", plain), "ragged")).toEqual([]);
  });

  test("separator: semicolons, not commas", () => {
    expect(only(findings("a;b", ["1;2"], null, ";"), "separator")).toEqual([
      { rule: "separator", delimiter: ";" },
    ]);
    expect(only(findings("a,b", ["1,2"]), "separator")).toEqual([]);
  });

  test("encoding: Latin letters of one byte, not of two", () => {
    const latin = new Uint8Array([0x61, 0x0a, 0xe4, 0x0a]);
    expect(only(findingsOfBytes(latin, null, ","), "encoding")).toEqual([{ rule: "encoding" }]);
    expect(only(findings("a", ["ä"]), "encoding")).toEqual([]);
  });

  test("few-rows: 99, not 100", () => {
    expect(only(findings("a", rows(99, String)), "few-rows")).toEqual([
      { rule: "few-rows", rows: 99 },
    ]);
    expect(only(findings("a", rows(100, String)), "few-rows")).toEqual([]);
  });

  test("repeated-names: two columns of one name, not two without any", () => {
    expect(only(findings("a,a", ["1,2"]), "repeated-names")).toEqual([
      { rule: "repeated-names", names: ["a"] },
    ]);
    expect(only(findings("a,,", ["1,2,3"]), "repeated-names")).toEqual([]);
  });

  test("target-missing: a row without the label, not one without a feature", () => {
    const table = ["1,2", "3,", "5,6"];
    expect(only(findings("a,y", table, "y"), "target-missing")).toEqual([
      { rule: "target-missing", column: "y", rows: 1 },
    ]);
    expect(only(findings("a,y", table, "a"), "target-missing")).toEqual([]);
  });

  test("target-text: free text as the label, not a category, and not nothing at all", () => {
    expect(only(findings("a,y", ["1,", "2,"], "y"), "target-text")).toEqual([]);
    expect(only(findings("a,y", [], "y"), "target-text")).toEqual([]);
    const text = rows(100, (at) => `1,remark number ${at}`);
    expect(only(findings("a,y", text, "y"), "target-text")).toMatchObject([{ column: "y" }]);
    expect(
      only(
        findings(
          "a,y",
          rows(100, (at) => `1,${at % 2 ? "yes" : "no"}`),
          "y",
        ),
        "target-text",
      ),
    ).toEqual([]);
  });

  test("spellings: case, initials and beginnings, not other words or numbers", () => {
    const fat = [
      ...rows(60, () => "Low Fat"),
      ...rows(5, () => "LF"),
      ...rows(3, () => "low fat"),
      ...rows(40, () => "Regular"),
      ...rows(2, () => "reg"),
    ];
    expect(
      only(
        findings(
          "fat,n",
          fat.map((value, at) => `${value},${at}`),
        ),
        "spellings",
      ),
    ).toEqual([
      {
        rule: "spellings",
        column: "fat",
        groups: [
          [
            { value: "Low Fat", count: 60 },
            { value: "LF", count: 5 },
            { value: "low fat", count: 3 },
          ],
          [
            { value: "Regular", count: 40 },
            { value: "reg", count: 2 },
          ],
        ],
      },
    ]);
    const tiers = [
      ...rows(60, () => "Tier1"),
      ...rows(5, () => "Tier10"),
      ...rows(5, () => "Tier"),
    ];
    expect(
      only(
        findings(
          "tier,n",
          tiers.map((value, at) => `${value},${at}`),
        ),
        "spellings",
      ),
    ).toEqual([]);
  });

  test("missing: from one row in a hundred, with the groups that always lack it", () => {
    const explained = rows(100, (at) => `S${at % 5},${at % 5 === 2 ? "" : at}`);
    expect(only(findings("shop,size", explained), "missing")).toEqual([
      {
        rule: "missing",
        column: "size",
        rows: 20,
        share: 0.2,
        groups: { column: "shop", always: ["S2"], never: 4 },
      },
    ]);
    const rare = rows(201, (at) => `S${at % 5},${at === 7 ? "" : at}`);
    expect(only(findings("shop,size", rare), "missing")).toEqual([]);
  });

  test("missing: groups of under ten rows explain nothing", () => {
    const small = rows(40, (at) => `S${at % 5},${at % 5 === 2 ? "" : at}`);
    expect(only(findings("shop,size", small), "missing")).toMatchObject([{ groups: null }]);
  });

  test("zeros: among positive fractions, not among counts or signed numbers", () => {
    const share = (at: number) => (at % 10 === 0 ? 0 : at / 1000);
    expect(
      only(
        findings(
          "v,n",
          rows(100, (at) => `${share(at)},${at}`),
        ),
        "zeros",
      ),
    ).toEqual([{ rule: "zeros", column: "v", rows: 10, share: 0.1 }]);
    expect(
      only(
        findings(
          "v,n",
          rows(100, (at) => `${at % 10},${at}`),
        ),
        "zeros",
      ),
    ).toEqual([]);
    expect(
      only(
        findings(
          "v,n",
          rows(100, (at) => `${share(at) - (at === 5 ? 1 : 0)},${at}`),
        ),
        "zeros",
      ),
    ).toEqual([]);
  });

  test("constant: one value in every row, not one value and gaps", () => {
    expect(
      only(
        findings(
          "c,n",
          rows(100, (at) => `x,${at}`),
        ),
        "constant",
      ),
    ).toEqual([{ rule: "constant", column: "c", value: "x" }]);
    expect(
      only(
        findings(
          "c,n",
          rows(100, (at) => `${at ? "x" : ""},${at}`),
        ),
        "constant",
      ),
    ).toEqual([]);
  });

  test("empty: no value in any row, not a single one", () => {
    expect(
      only(
        findings(
          "e,n",
          rows(100, (at) => `,${at}`),
        ),
        "empty",
      ),
    ).toEqual([{ rule: "empty", column: "e" }]);
    expect(
      only(
        findings(
          "e,n",
          rows(100, (at) => `${at ? "" : "x"},${at}`),
        ),
        "empty",
      ),
    ).toEqual([]);
  });

  test("identifier: a name for every row, not a name shared by ten", () => {
    expect(
      only(
        findings(
          "code,n",
          rows(100, (at) => `K${at},${at}`),
        ),
        "identifier",
      ),
    ).toEqual([{ rule: "identifier", column: "code", distinct: 100 }]);
    expect(
      only(
        findings(
          "code,n",
          rows(100, (at) => `K${at % 10},${at}`),
        ),
        "identifier",
      ),
    ).toEqual([]);
  });

  test("mixed: a few texts among numbers, not a few numbers among texts", () => {
    const marked = rows(100, (at) => `${at % 20 === 0 ? "unknown" : at},${at}`);
    expect(only(findings("m,n", marked), "mixed")).toEqual([
      { rule: "mixed", column: "m", rows: 5, examples: ["unknown"] },
    ]);
    const named = rows(100, (at) => `${at % 20 === 0 ? at : `name ${at}`},${at}`);
    expect(only(findings("m,n", named), "mixed")).toEqual([]);
  });
});
