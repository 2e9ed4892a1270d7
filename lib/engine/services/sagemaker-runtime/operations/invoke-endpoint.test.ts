import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { type ServingClient, servingClient } from "../../../testing/serving.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

let engine: TestEngine;
let client: ServingClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("echo", { serve: "exec python3 server.py" });
  engine = await startTestEngine({ imageDirectories: [image.directory], maxPayloadBytes: 100_000 });
  client = servingClient(engine);
  await client.createConfig("echo", image.reference);
  await client.create("good", "echo");
  await client.settled("good");
}, 60_000);

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

test("gives back the body, its type and the variant", async () => {
  const answer = await client.invoke("good", "1,2,3");
  expect(answer.text).toBe("1,2,3");
  expect(answer.ContentType).toBe("text/csv");
  expect(answer.InvokedProductionVariant).toBe("AllTraffic");
});

test("passes the container's own errors on as ModelError", async () => {
  await expect(client.invoke("good", "bad")).rejects.toMatchObject({
    name: "ModelError",
    OriginalStatusCode: 415,
    OriginalMessage: "only CSV",
    LogStreamArn: "arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/Endpoints/good",
    $metadata: { httpStatusCode: 424 },
  });
  await expect(client.invoke("good", "broken")).rejects.toMatchObject({ OriginalStatusCode: 500 });
  await expect(client.invoke("good", "large")).rejects.toMatchObject({
    OriginalMessage:
      "The container's answer is larger than 100000 bytes. Send fewer rows at a time.",
  });
});

test("refuses a body over the limit, and an endpoint that is not there", async () => {
  await expect(client.invoke("good", "x".repeat(100_001))).rejects.toMatchObject({
    name: "ValidationError",
    message: "Request 100001 bytes is over limit 100000. Send fewer rows at a time.",
    $metadata: { httpStatusCode: 413 },
  });
  await expect(client.invoke("nope", "x")).rejects.toMatchObject({
    name: "ValidationError",
    message: "Endpoint nope of account 000000000000 not found.",
  });
});

test("refuses what no header can carry as a fault of the request", async () => {
  await expect(client.invoke("good", "x", { CustomAttributes: "é" })).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("'customAttributes' failed to satisfy constraint"),
  });
});

test("answers a body that no service takes, instead of leaving its sender waiting", async () => {
  const sent = client.invoke("good", "x".repeat(64 * 1024 * 1024 + 1));
  await expect(sent).rejects.toMatchObject({ $metadata: { httpStatusCode: 413 } });
}, 20_000);

test("counts invocations, errors and latencies", async () => {
  const cloudwatch = new CloudWatchClient(engine.client);
  const query = (name: string, Stat: string) => ({
    Id: name.toLowerCase(),
    MetricStat: {
      Metric: {
        Namespace: "AWS/SageMaker",
        MetricName: name,
        Dimensions: [
          { Name: "VariantName", Value: "AllTraffic" },
          { Name: "EndpointName", Value: "good" },
        ],
      },
      Period: 3600,
      Stat,
    },
  });
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 60_000),
      MetricDataQueries: [
        query("Invocations", "Sum"),
        query("Invocation4XXErrors", "Sum"),
        query("Invocation5XXErrors", "Sum"),
        query("ModelLatency", "p99"),
        query("OverheadLatency", "p50"),
      ],
    }),
  );
  const sums = MetricDataResults?.map(({ Values = [] }) => Values.reduce((a, b) => a + b, 0)) ?? [];
  expect(sums.slice(0, 3)).toEqual([4, 1, 2]);
  expect(sums[3]).toBeGreaterThan(0);
  expect(sums[4]).toBeGreaterThan(0);
});
