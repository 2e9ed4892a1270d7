import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsRequest,
  GetLogEventsCommand,
  type GetLogEventsRequest,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

const GROUP = "/aws/sagemaker/TrainingJobs";
const HOUR = 3_600_000;
/** Not so old that an event of it would be refused. */
const BASE = Date.now() - HOUR;

let engine: TestEngine;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  engine = await startTestEngine();
  logs = new CloudWatchLogsClient(engine.client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  for (const stream of ["job-a/algo-1", "job-b/algo-1", "empty"]) await createStream(stream);
  await put("job-a/algo-1", ["alpha one", "alpha two", "beta two"], 0);
  await put("job-b/algo-1", ["alpha three", "gamma"], 1);
});

afterAll(() => engine.dispose());

const createStream = (logStreamName: string) =>
  logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));

const put = (logStreamName: string, messages: readonly string[], offset: number) =>
  logs.send(
    new PutLogEventsCommand({
      logGroupName: GROUP,
      logStreamName,
      logEvents: messages.map((message, index) => ({
        message,
        timestamp: BASE + offset + index * 10,
      })),
    }),
  );

const get = async (logStreamName: string, more: Partial<GetLogEventsRequest> = {}) => {
  const request = { logGroupName: GROUP, logStreamName, ...more };
  const answer = await logs.send(new GetLogEventsCommand(request));
  return { ...answer, messages: answer.events?.map(({ message }) => message) };
};

const filter = async (more: Partial<FilterLogEventsRequest>) => {
  const answer = await logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...more }));
  return { ...answer, messages: answer.events?.map(({ message }) => message) };
};

describe("GetLogEvents", () => {
  test("reads forward from the head, and repeats its token at the end", async () => {
    const first = await get("job-a/algo-1", { startFromHead: true, limit: 2 });
    expect(first.messages).toEqual(["alpha one", "alpha two"]);
    const second = await get("job-a/algo-1", { nextToken: first.nextForwardToken });
    expect(second.messages).toEqual(["beta two"]);
    const third = await get("job-a/algo-1", { nextToken: second.nextForwardToken });
    expect(third.messages).toEqual([]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
    const back = await get("job-a/algo-1", { nextToken: second.nextBackwardToken });
    expect(back.messages).toEqual(["alpha one", "alpha two"]);
  });

  test("starts at the end without startFromHead, oldest event first", async () => {
    const last = await get("job-a/algo-1", { limit: 2 });
    expect(last.messages).toEqual(["alpha two", "beta two"]);
    const before = await get("job-a/algo-1", { nextToken: last.nextBackwardToken });
    expect(before.messages).toEqual(["alpha one"]);
  });

  test("an empty stream has tokens, and the forward one finds what comes later", async () => {
    const nothing = await get("empty", { startFromHead: true });
    expect(nothing.messages).toEqual([]);
    expect(nothing.nextBackwardToken).toBeTruthy();
    await put("empty", ["not any more"], 0);
    const later = await get("empty", { nextToken: nothing.nextForwardToken });
    expect(later.messages).toEqual(["not any more"]);
  });

  test("keeps to its times, the end excluded", async () => {
    const times = { startFromHead: true, startTime: BASE + 10, endTime: BASE + 20 };
    expect((await get("job-a/algo-1", times)).messages).toEqual(["alpha two"]);
  });

  test("bounds a page at one megabyte, and loses nothing between pages", async () => {
    await createStream("large");
    const line = "x".repeat(200_000);
    for (const offset of [0, 100]) await put("large", [line, line, line, line, line], offset);
    const first = await get("large", { startFromHead: true });
    expect(first.messages).toHaveLength(5);
    const second = await get("large", { nextToken: first.nextForwardToken });
    expect(second.messages).toHaveLength(5);
  });

  test("names what does not exist", async () => {
    await expect(get("nope")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The specified log stream does not exist.",
    });
    await expect(get("job-a/algo-1", { nextToken: "made-up" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("FilterLogEvents", () => {
  test.each([
    ["alpha", ["alpha one", "alpha three", "alpha two"]],
    ["alpha -two", ["alpha one", "alpha three"]],
    ["?gamma ?beta", ["gamma", "beta two"]],
    ['"alpha t"', ["alpha three", "alpha two"]],
    ["Alpha", []],
  ])("finds %s over all streams in order of time", async (filterPattern, expected) => {
    const logStreamNamePrefix = "job-";
    expect((await filter({ filterPattern, logStreamNamePrefix })).messages).toEqual(expected);
  });

  test("takes streams by name, and pages", async () => {
    const logStreamNames = ["job-a/algo-1", "job-b/algo-1"];
    const first = await filter({ logStreamNames, limit: 3 });
    const second = await filter({ logStreamNames, limit: 3, nextToken: first.nextToken });
    expect([...(first.messages ?? []), ...(second.messages ?? [])]).toEqual([
      "alpha one",
      "alpha three",
      "alpha two",
      "gamma",
      "beta two",
    ]);
    expect(second.nextToken).toBeUndefined();
    expect(new Set([...(first.events ?? [])].map(({ eventId }) => eventId)).size).toBe(3);
  });
});

test("PutLogEvents refuses events out of order or too large", async () => {
  const events = [BASE + 1, BASE].map((timestamp) => ({ timestamp, message: "m" }));
  const unordered = { logGroupName: GROUP, logStreamName: "empty", logEvents: events };
  await expect(logs.send(new PutLogEventsCommand(unordered))).rejects.toMatchObject({
    message: expect.stringContaining("chronological order"),
  });
  await expect(put("empty", ["x".repeat(262_144)], 0)).rejects.toMatchObject({
    message: expect.stringContaining("Log event too large"),
  });
});

test("PutLogEvents refuses a batch of more than a day", async () => {
  const logEvents = [BASE - 24 * HOUR - 1, BASE].map((timestamp) => ({ timestamp, message: "m" }));
  const request = { logGroupName: GROUP, logStreamName: "empty", logEvents };
  await expect(logs.send(new PutLogEventsCommand(request))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringContaining("cannot span more than 24 hours"),
  });
});

test("streams are listed by prefix and by their last event", async () => {
  const list = async (more: object) => {
    const request = { logGroupName: GROUP, ...more };
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand(request));
    return logStreams?.map(({ logStreamName }) => logStreamName);
  };
  expect(await list({ logStreamNamePrefix: "job-" })).toEqual(["job-a/algo-1", "job-b/algo-1"]);
  const byTime = await list({ orderBy: "LastEventTime", descending: true, limit: 2 });
  expect(byTime).toEqual(["large", "job-a/algo-1"]);
  const [group] = (await logs.send(new DescribeLogGroupsCommand({}))).logGroups ?? [];
  expect(group?.logGroupArn).toBe(`arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`);
});

test.each([
  ["older than 14 days", [-14 * 24 - 1, -14 * 24 + 2], { tooOldLogEventEndIndex: 1 }, ["1"]],
  ["over two hours ahead", [0, 1, 2.5, 3], { tooNewLogEventStartIndex: 2 }, ["0", "1"]],
  ["all too old", [-15 * 24, -15 * 24 + 1], { tooOldLogEventEndIndex: 2 }, []],
])("PutLogEvents leaves out what is %s, and says which", async (name, hours, said, kept) => {
  await createStream(name);
  const now = Date.now();
  const logEvents = hours.map((hour, at) => ({ timestamp: now + hour * HOUR, message: `${at}` }));
  const request = { logGroupName: GROUP, logStreamName: name, logEvents };
  const { rejectedLogEventsInfo } = await logs.send(new PutLogEventsCommand(request));
  expect(rejectedLogEventsInfo).toEqual(said);
  expect((await get(name, { startFromHead: true })).messages).toEqual(kept);
});

test("a group that is deleted takes its events with it, and can be made again", async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: "short" }));
  await expect(
    logs.send(new CreateLogGroupCommand({ logGroupName: "short" })),
  ).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
  await logs.send(new DeleteLogGroupCommand({ logGroupName: "short" }));
  const gone = new DescribeLogStreamsCommand({ logGroupName: "short" });
  await expect(logs.send(gone)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});
