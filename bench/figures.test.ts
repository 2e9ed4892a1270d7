import { expect, test } from "vitest";
import { section, withSection } from "./figures";
import { atMost, Samples } from "./harness";

const samples = new Samples();
samples.add("peer", { "start, ms": 400 });
samples.add("Trainyard", { "start, ms": 100.04 });

const of = (title: string, value: number) =>
  section(
    { name: "start", title, about: "From nothing to something." },
    { samples, claims: [atMost("start", value, 0.5, "of the peer's")] },
    { runs: 1, date: new Date("2026-11-21T12:00:00Z"), where: "a machine" },
  );

test("a section has the table, what must hold, the date and the machine", () => {
  const lines = of("Start", 0.25).split("\n");
  expect(lines).toContain("| peer | start, ms | 400 | **400** | 400 |  |  |");
  expect(lines).toContain("| Trainyard | start, ms | 100 | **100** | 100 | × 0.25 | -300 |");
  expect(lines).toContain("- holds: start: at most 0.5 of the peer's – 0.25 of the peer's");
  expect(lines).toContain(
    "2026-11-21, 1 alternating runs, a machine. `npm run bench -- --only start`",
  );
});

test("measuring again replaces a benchmark's section and leaves the others", () => {
  const page = withSection(withSection("", of("Start", 0.25)), of("Memory", 0.25));
  const again = withSection(page, of("Start", 0.75));
  expect(again.match(/^## .+$/gm)).toEqual(["## Start", "## Memory"]);
  expect(again.match(/does not hold/g)).toHaveLength(1);
  expect(again).toMatch(/^# Figures\n/);
  expect(withSection(again, of("Start", 0.75))).toBe(again);
});
