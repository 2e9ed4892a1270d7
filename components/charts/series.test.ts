import { describe, expect, test } from "vitest";
import type { ChartPanel, Point } from "./chart-types";
import { evenly, minMaxPoints } from "./downsample";
import {
  alignColumns,
  allX,
  chartTable,
  gapsOf,
  lonePoints,
  nearestIndex,
  readOutAt,
  xRange,
} from "./series";

const panels: readonly ChartPanel[] = [
  {
    id: "a",
    series: [
      {
        id: "v",
        name: "validation",
        points: [
          [10, 5],
          [20, 4],
          [30, 3],
        ],
      },
    ],
  },
  {
    id: "b",
    series: [
      {
        id: "t",
        name: "train",
        points: [
          [10, 1],
          [30, 0.5],
        ],
      },
    ],
  },
];
const axis = { kind: "number", name: "trees" } as const;
const text = (value: number) => String(value);

describe("reading a chart", () => {
  test.each([
    [-5, 0],
    [14, 0],
    [15, 0],
    [16, 1],
    [26, 2],
    [99, 2],
  ])("the point nearest to %i is number %i", (x, index) => {
    expect(
      nearestIndex(
        [
          [10, 5],
          [20, 4],
          [30, 3],
        ],
        x,
      ),
    ).toBe(index);
  });

  test("no points have no nearest one", () => {
    expect(nearestIndex([], 1)).toBe(-1);
  });

  test("the read-out names the nearest point of each series", () => {
    expect(readOutAt(panels, axis, 21, text, text)).toEqual([
      { name: "trees", value: "21" },
      { name: "validation", value: "4" },
      { name: "train", value: "0.5" },
    ]);
  });

  test("the table has an empty cell where a series has no point", () => {
    expect(chartTable(panels, axis, text, text)).toEqual({
      head: ["trees", "validation", "train"],
      rows: [
        ["10", "5", "1"],
        ["20", "4", ""],
        ["30", "3", "0.5"],
      ],
    });
  });

  test("a long table is thinned and keeps its last row", () => {
    const points = Array.from({ length: 10_001 }, (_, x): Point => [x, x]);
    const { rows } = chartTable(
      [{ id: "a", series: [{ id: "s", name: "s", points }] }],
      axis,
      text,
      text,
    );
    expect(rows.length).toBeLessThanOrEqual(501);
    expect(rows.at(-1)?.[0]).toBe("10000");
  });
});

describe("bringing series together", () => {
  test("each x stands once and in order", () => {
    expect(allX(panels)).toEqual([10, 20, 30]);
    expect(xRange(panels)).toEqual([10, 30]);
  });

  test("one point has a range around it, none has none", () => {
    expect(xRange([{ id: "a", series: [{ id: "s", name: "s", points: [[5, 1]] }] }])).toEqual([
      4, 6,
    ]);
    expect(xRange([])).toBeNull();
  });

  test("what is no number becomes a gap", () => {
    expect(
      alignColumns([
        {
          id: "s",
          name: "s",
          points: [
            [1, Number.NaN],
            [2, 3],
          ],
        },
      ]),
    ).toEqual([
      [1, 2],
      [null, 3],
    ]);
  });
});

describe("gaps", () => {
  const points: readonly Point[] = [
    [0, 1],
    [60, 2],
    [240, 3],
    [300, 4],
    [420, 5],
  ];

  test("a line that breaks does so where its points are too far apart", () => {
    expect(gapsOf({ id: "s", name: "s", points, breakAfter: 120 })).toEqual([[60, 240]]);
  });

  test("a point between two breaks stands alone, and so does an only one", () => {
    expect(lonePoints({ id: "s", name: "s", points, breakAfter: 100 })).toEqual([420]);
    expect(lonePoints({ id: "s", name: "s", points, breakAfter: 120 })).toEqual([]);
    expect(lonePoints({ id: "s", name: "s", points: [[7, 1]] })).toEqual([7]);
    expect(lonePoints({ id: "s", name: "s", points: [] })).toEqual([]);
  });

  test("a line spans what is missing unless told to break", () => {
    expect(gapsOf({ id: "s", name: "s", points })).toEqual([]);
  });
});

describe("downsampling", () => {
  const flat = Array.from(
    { length: 10_000 },
    (_, x): Point => [x, x === 7321 ? 50 : x === 99 ? -9 : 0],
  );

  test("keeps ends, peaks and order within its limit", () => {
    const kept = minMaxPoints(flat, 200);
    expect(kept.length).toBeLessThanOrEqual(200);
    expect(kept[0]?.[0]).toBe(0);
    expect(kept.at(-1)?.[0]).toBe(9999);
    expect(kept).toContainEqual([7321, 50]);
    expect(kept).toContainEqual([99, -9]);
    expect(kept.map(([x]) => x)).toEqual([...kept.map(([x]) => x)].sort((a, b) => a - b));
  });

  test("leaves few points alone", () => {
    expect(minMaxPoints(flat.slice(0, 50), 200)).toHaveLength(50);
    expect(evenly([1, 2, 3], 5)).toEqual([1, 2, 3]);
  });

  test("spreads evenly over a list", () => {
    expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
  });
});
