import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

const NOON = new Date("2026-11-21T12:00:00Z");
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);
const DIMENSIONS = [
  { Name: "EndpointName", Value: "e" },
  { Name: "VariantName", Value: "v" },
];

let engine: TestEngine;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  engine = await startTestEngine();
  cloudwatch = new CloudWatchClient(engine.client);
  const latency = (Timestamp: Date, Values: number[]) => ({
    MetricName: "Latency",
    Dimensions: DIMENSIONS,
    Timestamp,
    Unit: "Microseconds" as const,
    Values,
  });
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: "Test",
      MetricData: [
        latency(minutes(0), [1, 2, 3]),
        latency(minutes(0), [4]),
        latency(
          minutes(1),
          Array.from({ length: 100 }, (_, index) => index + 1),
        ),
        { MetricName: "Other", Value: 7, Timestamp: minutes(0) },
      ],
    }),
  );
});

afterAll(() => engine.dispose());

const read = (Stat: string, Period = 60, more: object = {}) =>
  cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: minutes(0),
      EndTime: minutes(10),
      ScanBy: "TimestampAscending",
      MetricDataQueries: [
        {
          Id: "q",
          MetricStat: {
            Metric: {
              Namespace: "Test",
              MetricName: "Latency",
              Dimensions: [...DIMENSIONS].reverse(),
            },
            Period,
            Stat,
          },
        },
      ],
      ...more,
    }),
  );

test.each([
  ["Sum", [10, 5050]],
  ["Average", [2.5, 50.5]],
  ["Minimum", [1, 1]],
  ["Maximum", [4, 100]],
  ["SampleCount", [4, 100]],
  ["p50", [2, 50]],
  ["p99", [4, 99]],
])("%s by minute", async (stat, expected) => {
  const [result] = (await read(stat)).MetricDataResults ?? [];
  expect(result?.Timestamps).toEqual([minutes(0), minutes(1)]);
  expect(result?.Values).toEqual(expected);
});

test("longer periods merge the minutes, newest first by default", async () => {
  const whole = await read("Sum", 300);
  expect(whole.MetricDataResults?.[0]?.Values).toEqual([5060]);
  const newest = await read("Sum", 60, { ScanBy: undefined });
  expect(newest.MetricDataResults?.[0]?.Values).toEqual([5050, 10]);
});

test("a page that is full says that there is more", async () => {
  const first = await read("Sum", 60, { MaxDatapoints: 1 });
  expect(first.MetricDataResults?.[0]).toMatchObject({ Values: [10], StatusCode: "PartialData" });
  const second = await read("Sum", 60, { MaxDatapoints: 1, NextToken: first.NextToken });
  expect(second.MetricDataResults?.[0]).toMatchObject({ Values: [5050], StatusCode: "Complete" });
});

test("GetMetricStatistics gives the same numbers to older clients", async () => {
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "Test",
      MetricName: "Latency",
      Dimensions: DIMENSIONS,
      StartTime: minutes(0),
      EndTime: minutes(1),
      Period: 60,
      Statistics: ["Sum", "Maximum"],
    }),
  );
  expect(Datapoints).toEqual([
    { Timestamp: minutes(0), Unit: "Microseconds", Sum: 10, Maximum: 4 },
  ]);
});

test("ListMetrics finds by name and dimension", async () => {
  const list = async (request: object) =>
    (await cloudwatch.send(new ListMetricsCommand(request))).Metrics?.map(
      ({ MetricName }) => MetricName,
    );
  expect(await list({ Namespace: "Test" })).toEqual(["Latency", "Other"]);
  expect(await list({ Dimensions: [{ Name: "EndpointName" }] })).toEqual(["Latency"]);
  expect(await list({ Dimensions: [{ Name: "EndpointName", Value: "other" }] })).toEqual([]);
});

test("nobody writes into the namespaces of AWS's own services", async () => {
  const put = new PutMetricDataCommand({
    Namespace: "AWS/SageMaker",
    MetricData: [{ MetricName: "Invocations", Value: 1 }],
  });
  await expect(cloudwatch.send(put)).rejects.toMatchObject({
    name: "InvalidParameterValueException",
    message: expect.stringContaining("The value AWS/SageMaker for parameter Namespace is invalid"),
  });
});

test("what cannot be answered is named", async () => {
  await expect(read("median")).rejects.toMatchObject({
    message: expect.stringContaining("The value median for parameter MetricStat.Stat"),
  });
  await expect(read("Sum", 45)).rejects.toMatchObject({
    message: expect.stringContaining("multiple of 60 seconds, not 45"),
  });
  await expect(read("Sum", 60, { EndTime: minutes(-1) })).rejects.toMatchObject({
    message: expect.stringContaining("StartTime must be less than"),
  });
});
