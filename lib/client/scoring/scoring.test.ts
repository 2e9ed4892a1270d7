import { expect, test, vi } from "vitest";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import type { InvokeFault } from "./faults";
import { indexFile } from "./index-file";
import { RequestBodies } from "./request-bodies";
import { Results } from "./results";
import { type InvokeOutcome, Scoring, type ScoringPorts } from "./scoring";

const ROWS = 1000;
const LINES = Array.from({ length: ROWS }, (_, at) => `"item, ${at}",${at},${at * 2}`);
const FILE = new Blob([`name,price,sales\r\n${LINES.join("\r\n")}\r\n`]);

const open = (maxRows: number) =>
  indexFile(FILE, {
    delimiter: ",",
    header: "present",
    maxBytes: 1e6,
    maxRows,
    signal: new AbortController().signal,
  });

/** Says what is wrong with the rows of a request, or null. */
type Fails = (prices: readonly number[], asked: number) => InvokeFault | null;

/** A model that answers twice the price plus one, and may be told how to fail. */
function fakeModel(fails: Fails = () => null) {
  let running = 0;
  let most = 0;
  let now = 0;
  const ports = {
    invoke: vi.fn(
      async (
        body: Blob,
        header: HeaderSetting | null,
        signal: AbortSignal,
      ): Promise<InvokeOutcome> => {
        running += 1;
        most = Math.max(most, running);
        const text = await body.text();
        running -= 1;
        signal.throwIfAborted();
        now += 100;
        const [head, ...rows] = text.trimEnd().split("\r\n");
        expect([header, head]).toEqual(["present", "name,price,sales"]);
        const prices = rows.map((row) => Number(row.split(",").at(-2)));
        const fault = fails(prices, ports.invoke.mock.calls.length);
        if (fault) return { ok: false, fault };
        const answer = prices.map((price) => `${price * 2 + 1}\n`).join("");
        return { ok: true, answer: { text: answer, contentType: "text/csv", variant: null } };
      },
    ),
    wait: vi.fn(async (_ms: number) => {}),
    now: () => now,
  } satisfies ScoringPorts;
  return { ports, most: () => most };
}

async function scoringOf(ports: ScoringPorts, maxRows = 100) {
  const index = await open(maxRows);
  const table = { file: FILE, delimiter: ",", encoding: index.encoding } as const;
  const results = new Results(table, index.chunks, 2);
  const source = { table, rowsStart: index.rowsStart, header: "present", names: null } as const;
  return new Scoring(results, new RequestBodies(source), ports);
}

const refuses =
  (
    bad: readonly number[],
    says: (rows: readonly number[]) => string,
    kind: InvokeFault["kind"] = "refused",
  ): Fails =>
  (prices) => {
    const rows = prices.flatMap((price, at) => (bad.includes(price) ? [at + 1] : []));
    return rows.length > 0 ? { kind, message: says(rows) } : null;
  };

const failedRows = ({ results }: Scoring) =>
  results.firstFaults(10_000).flatMap(({ rows }) => rows);

test("every row is scored once, several requests in flight, in the file's order", async () => {
  const { ports, most } = fakeModel();
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({
    phase: "done",
    rows: ROWS,
    rowsDone: ROWS,
    rowsFailed: 0,
    requests: 10,
    metrics: { rows: ROWS, rmse: 1, mae: 1 },
  });
  expect(most()).toBe(4);
  expect([...scoring.results.numbers()]).toEqual(LINES.map((_, at) => at * 2 + 1));
});

test("rows that a container names fail alone, with their place in the file and their reason", async () => {
  const { ports } = fakeModel(
    refuses([206, 207, 950], (rows) =>
      rows.map((row) => `row ${row}, column price: no`).join("\n"),
    ),
  );
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: 997, rowsFailed: 3 });
  expect(scoring.results.firstFaults(9)).toEqual([
    { rows: [207], message: "row 207, column price: no" },
    { rows: [208], message: "row 208, column price: no" },
    { rows: [951], message: "row 951, column price: no" },
  ]);
  // Ten blocks, then two rows and the rest of one block, one row and the rest of the other.
  expect(ports.invoke).toHaveBeenCalledTimes(15);
  expect((await scoring.results.rows(206, 3)).map(({ prediction }) => prediction)).toEqual([
    "411",
    null,
    null,
  ]);
});

test("a container that names no rows is halved until the failing ones stand alone", async () => {
  const { ports } = fakeModel(refuses([7, 555, 556], () => "could not convert string", "broke"));
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: 997 });
  expect(failedRows(scoring)).toEqual([8, 556, 557]);
  expect(ports.invoke.mock.calls.length).toBeLessThan(120);
});

test("rows counted in another way, from 0, do not lead astray", async () => {
  const { ports } = fakeModel(refuses([42], (rows) => `row ${(rows[0] ?? 0) - 1} is bad`));
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(failedRows(scoring)).toEqual([43]);
  expect(scoring.getState().rowsDone).toBe(ROWS - 1);
});

test("a request too large is halved until it fits", async () => {
  const { ports } = fakeModel((prices) =>
    prices.length > 30 ? { kind: "refused", message: "413" } : null,
  );
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ rowsDone: ROWS, rowsFailed: 0 });
});

test("a model that refuses everything is asked a bounded number of times", async () => {
  const { ports } = fakeModel(() => ({ kind: "refused", message: "no model" }));
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: 0, rowsFailed: ROWS });
  expect(failedRows(scoring)).toHaveLength(ROWS);
  expect(ports.invoke.mock.calls.length).toBeLessThan(220);
});

test("a throttled request waits longer each time and succeeds without the person noticing", async () => {
  const { ports } = fakeModel((_, asked) =>
    asked <= 3 ? { kind: "busy", message: "Throttled" } : null,
  );
  const scoring = await scoringOf(ports, ROWS);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ rowsDone: ROWS, rowsFailed: 0, notice: null });
  expect(ports.wait.mock.calls.map(([ms]) => ms)).toEqual([500, 1000, 2000]);
});

test("a model that stays busy fails its rows and not the others", async () => {
  const { ports } = fakeModel((prices) =>
    prices[0] === 100 ? { kind: "busy", message: "Throttled" } : null,
  );
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: 900, rowsFailed: 100 });
});

test("when nobody answers any more the run stops, keeps what it has and goes on later", async () => {
  let isAway = false;
  const { ports } = fakeModel(() => (isAway ? { kind: "away", message: "Nobody answers" } : null));
  const scoring = await scoringOf(ports);
  const unsubscribe = scoring.subscribe(() => {
    isAway = scoring.getState().rowsDone >= 300;
  });
  await scoring.run();
  const { rowsDone, rowsFailed, notice, phase } = scoring.getState();
  expect({ phase, rowsFailed, notice }).toEqual({
    phase: "stopped",
    rowsFailed: 0,
    notice: "Nobody answers",
  });
  expect(rowsDone).toBeGreaterThanOrEqual(300);
  unsubscribe();
  isAway = false;
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: ROWS, notice: null });
});

test("rows that failed can be sent again alone, and nothing is counted twice", async () => {
  let isBroken = true;
  const bad = refuses([5], () => "row 6 fails", "refused");
  const { ports } = fakeModel((prices, asked) => (isBroken ? bad(prices, asked) : null));
  const scoring = await scoringOf(ports);
  await scoring.run();
  expect(scoring.getState().rowsFailed).toBe(1);
  isBroken = false;
  ports.invoke.mockClear();
  await scoring.run();
  expect(ports.invoke).toHaveBeenCalledTimes(1);
  expect(scoring.getState()).toMatchObject({
    rowsDone: ROWS,
    rowsFailed: 0,
    metrics: { rows: ROWS },
  });
});

test("after a pause the rest is scored", async () => {
  const { ports } = fakeModel();
  const scoring = await scoringOf(ports);
  const stop = scoring.subscribe(() => {
    if (scoring.getState().rowsDone >= 300) scoring.pause();
  });
  await scoring.run();
  stop();
  expect(scoring.getState().phase).toBe("paused");
  await scoring.run();
  expect(scoring.getState()).toMatchObject({
    phase: "done",
    rowsDone: ROWS,
    metrics: { rows: ROWS },
  });
});

test("answers that are not one for each row are refused, row by row too", async () => {
  const { ports } = fakeModel();
  ports.invoke.mockResolvedValue({
    ok: true,
    answer: { text: "<html>\n<body>\n", contentType: "text/html", variant: null },
  });
  const scoring = await scoringOf(ports, ROWS);
  await scoring.run();
  expect(scoring.getState().rowsDone).toBe(0);
  expect(scoring.results.firstFaults(1)[0]?.message).toContain("1 rows with 2 lines");
});
