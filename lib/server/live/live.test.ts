import { createServer, get, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LiveEvent, LogPosition } from "@/lib/contracts/live";
import { presence } from "@/lib/dashboard/presence";
import { liveTopic } from "@/lib/domain/live-topics";
import { systemClock } from "./clock";
import { LiveHub } from "./hub";
import { LogFeed } from "./log-feed";
import { StreamRegistry } from "./stream-registry";
import { FakeLog } from "./testing/fake-log";

const TOPIC = liveTopic.trainingJobLog("job-1");
const ID = "stream-0000-0001";

let log: FakeLog;
let registry: StreamRegistry;
let server: Server;
let port: number;

beforeEach(async () => {
  presence().stopping = false;
  log = new FakeLog();
  const hub = new LiveHub(systemClock, () => new LogFeed(log.source(TOPIC), systemClock));
  registry = new StreamRegistry(hub, systemClock);
  server = createServer((request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const last = request.headers["last-event-id"];
    const body = registry.open(ID, last === undefined ? null : Number(last), gone.signal);
    // As Next does: a connection that is gone cancels the body.
    const events = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    pipeline(events, response, () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  for (const stream of presence().streams) stream.close();
  server.closeAllConnections();
  server.close();
});

/** A reader of the stream: what it received, and a knife. */
class Reader {
  readonly events: LiveEvent[] = [];
  lastId: number | null = null;
  ended = false;
  #text = "";
  readonly #request;
  #onEvent: () => void = () => undefined;

  constructor(last: number | null = null, onEvent?: (reader: Reader) => void) {
    const headers = last === null ? {} : { "last-event-id": String(last) };
    this.#request = get({ port, headers }, (response) => {
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        this.#take(text);
        onEvent?.(this);
        this.#onEvent();
      });
      response.on("close", () => {
        this.ended = true;
        this.#onEvent();
      });
    });
    this.#request.on("error", () => undefined);
  }

  cut(): void {
    this.#request.destroy();
  }

  /** Waits for a condition on what has arrived. */
  until(condition: (reader: Reader) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (condition(this)) resolve();
      };
      this.#onEvent = look;
      look();
    });
  }

  get lines(): string[] {
    return this.events.flatMap((event) =>
      event.kind === "lines" ? event.lines.map(([, text], at) => `${event.from + at} ${text}`) : [],
    );
  }

  get hello() {
    return this.events.find((event) => event.kind === "hello");
  }

  #take(text: string): void {
    this.#text += text;
    const blocks = this.#text.split("\n\n");
    this.#text = blocks.pop() ?? "";
    for (const block of blocks) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      if (id !== undefined) this.lastId = Number(id);
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) this.events.push(JSON.parse(data));
    }
  }
}

const texts = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `line number ${from + at} ${"x".repeat(80)}`);
const expected = (count: number) => texts(count).map((text, at) => `${at} ${text}`);
const follow = (after?: LogPosition) =>
  registry.setTopics(ID, { topics: [{ topic: TOPIC, ...(after ? { after } : {}) }] });

describe("a log of 10,000 lines, cut in the middle", () => {
  test("goes on exactly after the last line, none lost and none doubled", async () => {
    log.append("job-1/algo-1", "");
    log.streams.clear();
    const first = new Reader();
    await first.until(({ hello }) => hello !== undefined);
    follow();
    // Grows while it is read, so that the cut falls into live lines.
    let written = 0;
    const grow = () => {
      log.append("job-1/algo-1", ...texts(500, written));
      written += 500;
    };
    while (written < 5000) grow();
    await first.until(({ lines }) => lines.length >= 3000);
    first.cut();
    while (written < 10_000) grow();

    const second = new Reader(first.lastId);
    await second.until(({ lines }) => first.lines.length + lines.length >= 10_000);
    expect(second.hello).toEqual({ kind: "hello", resumed: true });
    expect([...first.lines, ...second.lines]).toEqual(expected(10_000));
  });

  test("goes on by position after the server has forgotten the stream", async () => {
    log.append("job-1/algo-1", ...texts(5000));
    const first = new Reader();
    await first.until(({ hello }) => hello !== undefined);
    follow();
    await first.until(({ lines }) => lines.length >= 2000);
    first.cut();
    log.append("job-1/algo-1", ...texts(5000, 5000));

    const hub = new LiveHub(systemClock, () => new LogFeed(log.source(TOPIC), systemClock));
    registry = new StreamRegistry(hub, systemClock);
    const second = new Reader(first.lastId);
    await second.until(({ hello }) => hello !== undefined);
    expect(second.hello).toEqual({ kind: "hello", resumed: false });
    const next = first.lines.length;
    follow({ "job-1/algo-1": { line: next, point: next } });
    await second.until(({ lines }) => next + lines.length >= 10_000);
    expect([...first.lines, ...second.lines]).toEqual(expected(10_000));
  });
});

test("a reader far behind what is kept in memory gets every line from the log service", async () => {
  log.pageSize = 3000;
  log.append("job-1/algo-1", ...texts(60_000));
  const reader = new Reader();
  await reader.until(({ hello }) => hello !== undefined);
  follow({ "job-1/algo-1": { line: 100, point: 100 } });
  await reader.until(({ lines }) => lines.length >= 59_900);
  expect(reader.lines).toEqual(expected(60_000).slice(100));
  // Twenty pages, each read at the beginning and once again, whatever the size of events.
  expect(log.reads).toBeLessThan(60);
});

test("a cut while older lines are being read loses none of them", async () => {
  log.append("job-1/algo-1", ...texts(30_000));
  log.subject = { isOver: true, metrics: [] };
  const first = new Reader();
  await first.until(({ hello }) => hello !== undefined);
  follow();
  await first.until(({ lines }) => lines.length >= 5000);
  const answers = ({ events }: Reader) =>
    events.filter((event) => event.kind === "log-state" && event.complete).length;
  await first.until((reader) => answers(reader) === 1);
  const held = log.hold();
  follow({ "job-1/algo-1": { line: 0, point: 0 } });
  const goOn = await held;
  // Everything that was sent has arrived, so only the read under way can be lost.
  await first.until((reader) => answers(reader) === 2);
  // The next connection begins before the read of the one before has ended.
  const second = new Reader(first.lastId);
  await second.until(({ hello }) => hello !== undefined);
  goOn();
  await second.until(({ lines }) => lines.length >= 30_000);
  expect(second.hello).toEqual({ kind: "hello", resumed: true });
  expect(second.lines).toEqual(expected(30_000));
});

test("a new reader of a long log gets the newest 5,000 lines and every metric before them", async () => {
  log.subject = { isOver: false, metrics: [{ name: "loss", regex: "loss=(\\d+)" }] };
  log.append("job-1/algo-1", ...Array.from({ length: 12_000 }, (_, at) => `loss=${at}`));
  const reader = new Reader();
  await reader.until(({ hello }) => hello !== undefined);
  follow();
  await reader.until(({ lines }) => lines.length >= 5000);
  expect(reader.lines[0]).toBe("7000 loss=7000");
  const values = reader.events.flatMap((event) =>
    event.kind === "points" || event.kind === "lines" ? event.points.map(({ value }) => value) : [],
  );
  expect(values).toEqual(Array.from({ length: 12_000 }, (_, at) => at));
});

describe("a long log that is still being read from its beginning", () => {
  const ends = ({ events }: Reader) =>
    events.flatMap((event) => (event.kind === "log-end" ? [event.lines.at(-1)?.text] : []));

  test("its newest lines come at once, and without a place", async () => {
    log.append("job-1/algo-1", ...texts(9000));
    const held = log.hold();
    const reader = new Reader();
    await reader.until(({ hello }) => hello !== undefined);
    follow();
    await reader.until((one) => ends(one).length > 0);
    const goOn = await held;
    expect(ends(reader)).toEqual([texts(1, 8999)[0]]);
    expect(reader.lines).toEqual([]);
    goOn();
    await reader.until(({ lines }) => lines.length >= 5000);
    expect(reader.lines).toEqual(expected(9000).slice(4000));
  });

  test("one that grows as fast as it is read gets its places all the same", async () => {
    const growing = log;
    growing.append("job-1/algo-1", ...texts(100));
    growing.onRead = () => growing.append("job-1/algo-1", "one more");
    const reader = new Reader();
    await reader.until(({ hello }) => hello !== undefined);
    follow();
    await reader.until(({ lines }) => lines.length >= 200);
    growing.onRead = () => undefined;
    expect(reader.lines.slice(0, 100)).toEqual(expected(100));
  });

  test("a reader who has its lines is not shown the end again", async () => {
    log.append("job-1/algo-1", ...texts(3000));
    const reader = new Reader();
    await reader.until(({ hello }) => hello !== undefined);
    follow({ "job-1/algo-1": { line: 2000, point: 2000 } });
    await reader.until(({ lines }) => lines.length >= 1000);
    expect(ends(reader)).toEqual([]);
    expect(reader.lines).toEqual(expected(3000).slice(2000));
  });
});

test("two instances keep their own positions", async () => {
  log.append("job-1/algo-1", "a0", "a1");
  log.append("job-1/algo-2", "b0");
  const reader = new Reader();
  await reader.until(({ hello }) => hello !== undefined);
  follow();
  await reader.until(({ lines }) => lines.length >= 3);
  log.append("job-1/algo-2", "b1");
  await reader.until(({ lines }) => lines.length >= 4);
  expect(reader.lines.sort()).toEqual(["0 a0", "0 b0", "1 a1", "1 b1"]);
});

test("stopping says goodbye and ends the connection", async () => {
  const reader = new Reader();
  await reader.until(({ hello }) => hello !== undefined);
  for (const stream of presence().streams) stream.close();
  await reader.until(({ ended }) => ended);
  expect(reader.events.at(-1)).toEqual({ kind: "goodbye" });
  await expect.poll(() => presence().streams.size).toBe(0);
});

test("a second connection of the same stream ends the first", async () => {
  const first = new Reader();
  await first.until(({ hello }) => hello !== undefined);
  const second = new Reader();
  await first.until(({ ended }) => ended);
  await second.until(({ hello }) => hello !== undefined);
  expect(first.events.at(-1)?.kind).not.toBe("goodbye");
});
