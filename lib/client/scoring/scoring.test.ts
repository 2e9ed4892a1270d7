import { expect, test, vi } from "vitest";
import { indexFile } from "./index-file";
import { inFileRows } from "./results";
import { type InvokeOutcome, Scoring, type ScoringPorts } from "./scoring";

const ROWS = 1000;
const LINES = Array.from({ length: ROWS }, (_, at) => `"item, ${at}",${at},${at * 2}`);
const FILE = new Blob([`name,price,sales\r\n${LINES.join("\r\n")}\r\n`]);

const open = (maxRows = 100, file = FILE) =>
  indexFile(file, {
    delimiter: ",",
    header: "present",
    maxBytes: 1e6,
    maxRows,
    signal: new AbortController().signal,
  });

const SOURCE = {
  file: FILE,
  delimiter: "," as const,
  columns: ["name", "price", "sales"],
  labelAt: 2,
  sendHeader: true,
};

/** A model that answers twice the price, and may be told how to fail for a first row. */
function fakeModel(failures: Record<string, { status: number; message: string }[]> = {}) {
  let running = 0;
  let most = 0;
  let now = 0;
  const ports = {
    invoke: vi.fn(
      async (body: Blob, header: string, signal: AbortSignal): Promise<InvokeOutcome> => {
        running += 1;
        most = Math.max(most, running);
        const text = await body.text();
        running -= 1;
        signal.throwIfAborted();
        now += 100;
        const [head, ...rows] = text.trimEnd().split("\r\n");
        expect([header, head]).toEqual(["present", "name,price,sales"]);
        const fault = failures[rows[0] ?? ""]?.shift();
        if (fault) return { ok: false, fault };
        const predictions = rows.map((row) => String(Number(row.split(",").at(-2)) * 2 + 1));
        return { ok: true, answer: { predictions, contentType: "text/csv", variant: null } };
      },
    ),
    wait: vi.fn(async (_ms: number) => {}),
    now: () => now,
  } satisfies ScoringPorts;
  return { ports, most: () => most };
}

test("every row is scored once, several requests in flight, in the file's order", async () => {
  const index = await open();
  const { ports, most } = fakeModel();
  const scoring = new Scoring(index, SOURCE, ports);
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
  const csv = await (await scoring.toCsv("prediction")).text();
  const lines = csv.trimEnd().split("\r\n");
  expect(lines[0]).toBe("name,price,sales,prediction");
  expect(lines.slice(1)).toEqual(LINES.map((line, at) => `${line},${at * 2 + 1}`));
  expect([...scoring.results.numbers()]).toHaveLength(ROWS);
});

test("a refused chunk names the file's rows, leaves the others and can be sent again", async () => {
  const index = await open();
  const bad = { status: 424, message: "row 7, column price: 'x' is not a number" };
  const { ports } = fakeModel({ [LINES[200] ?? ""]: [bad] });
  const scoring = new Scoring(index, SOURCE, ports);
  await scoring.run();
  const { failures, rowsDone, rowsFailed } = scoring.getState();
  expect({ rowsDone, rowsFailed }).toEqual({ rowsDone: 900, rowsFailed: 100 });
  expect(failures).toMatchObject([
    { message: "row 207, column price: 'x' is not a number", passing: false },
  ]);
  expect((await scoring.rows(201, 1))[0]?.prediction).toBeNull();
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: ROWS, failures: [] });
  expect(ports.invoke).toHaveBeenCalledTimes(11);
});

test("a throttled chunk waits and succeeds without the person noticing", async () => {
  const index = await open(500);
  const busy = { status: 429, message: "Throttled" };
  const { ports } = fakeModel({ [LINES[0] ?? ""]: [busy, busy] });
  const scoring = new Scoring(index, SOURCE, ports);
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ rowsDone: ROWS, rowsFailed: 0 });
  expect(ports.wait.mock.calls.map(([ms]) => ms)).toEqual([500, 1000]);
});

test("rows go without the header where the model knows no names", async () => {
  const index = await open(ROWS);
  const { ports } = fakeModel();
  ports.invoke.mockResolvedValue({ ok: false, fault: { status: 424, message: "no" } });
  await new Scoring(index, { ...SOURCE, sendHeader: false }, ports).run();
  const [body, header] = ports.invoke.mock.calls[0] ?? [];
  expect(header).toBe("absent");
  expect((await body?.text())?.startsWith('"item, 0",0,0')).toBe(true);
});

test("answers that are not one for each row are refused", async () => {
  const index = await open(ROWS);
  const { ports } = fakeModel();
  ports.invoke.mockResolvedValue({
    ok: true,
    answer: { predictions: ["<html>"], contentType: "text/html", variant: null },
  });
  const scoring = new Scoring(index, SOURCE, ports);
  await scoring.run();
  expect(scoring.getState().rowsFailed).toBe(ROWS);
  expect(scoring.getState().failures[0]?.message).toContain("1000 rows with 1 lines");
});

test("after a pause the rest is scored, after a cancel nothing", async () => {
  const index = await open();
  const { ports } = fakeModel();
  const scoring = new Scoring(index, SOURCE, ports);
  const stop = scoring.subscribe(() => {
    if (scoring.getState().rowsDone >= 300) scoring.pause();
  });
  await scoring.run();
  stop();
  expect(scoring.getState().phase).toBe("paused");
  await scoring.run();
  expect(scoring.getState()).toMatchObject({ phase: "done", rowsDone: ROWS });
  scoring.cancel();
  ports.invoke.mockClear();
  await scoring.run();
  expect(ports.invoke).not.toHaveBeenCalled();
});

test("an index of a file without a header counts its first record as a row", async () => {
  const index = await indexFile(new Blob(["1,2\n3,4"]), {
    delimiter: ",",
    header: "absent",
    maxBytes: 100,
    maxRows: 1,
    signal: new AbortController().signal,
  });
  expect(index.header.size).toBe(0);
  expect(index.chunks).toEqual([
    { index: 0, start: 0, end: 4, firstRow: 1, rows: 1 },
    { index: 1, start: 4, end: 7, firstRow: 2, rows: 1 },
  ]);
});

test("indexing reports its share and stops on request", async () => {
  const shares: number[] = [];
  const file = new Blob([new Uint8Array(3 * 1024 * 1024).fill(0x41)]);
  const stopper = new AbortController();
  const running = indexFile(file, {
    delimiter: ",",
    header: "absent",
    maxBytes: 1e9,
    maxRows: 1,
    signal: stopper.signal,
    onProgress: (share) => {
      shares.push(share);
      if (share > 0.5) stopper.abort(new Error("enough"));
    },
  });
  await expect(running).rejects.toThrow("enough");
  expect(shares).toEqual([1 / 3, 2 / 3]);
});

test("rows of a message move to where they stand in the file", () => {
  const chunk = { index: 1, start: 0, end: 1, firstRow: 101, rows: 100 };
  expect(inFileRows("rows 1, 5 and 9 lack a price\nRow 12: no", chunk)).toBe(
    "rows 101, 105 and 109 lack a price\nRow 112: no",
  );
  expect(inFileRows("expected 11 columns", chunk)).toBe("expected 11 columns");
});
