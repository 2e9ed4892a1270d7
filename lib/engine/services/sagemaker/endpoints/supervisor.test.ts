import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateEndpointConfigCommand,
  CreateModelCommand,
  ListEndpointsCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { type ServingClient, servingClient } from "../../../testing/serving.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { trainingClient } from "../../../testing/training.ts";

let engine: TestEngine;
let client: ServingClient;
let images: Record<"works" | "silent" | "dies", ProbeImage>;
let modelDataUrl: string | undefined;

beforeAll(async () => {
  images = {
    works: await probeImage("works", {
      train: "echo trained > $ml/model/model.txt",
      serve: "exec python3 server.py",
    }),
    silent: await probeImage("silent", { serve: "echo I never listen; exec sleep 600" }),
    dies: await probeImage("dies", { serve: "echo 'no model here' >&2; exit 9" }),
  };
  engine = await startTestEngine({
    imageDirectories: Object.values(images).map(({ directory }) => directory),
    startupTimeoutSeconds: 2,
  });
  client = servingClient(engine);
  const training = trainingClient(engine);
  await training.create("source", images.works.reference);
  modelDataUrl = (await training.finished("source")).ModelArtifacts?.S3ModelArtifacts;
  for (const [name, { reference }] of Object.entries(images))
    await client.createConfig(name, reference, modelDataUrl);
}, 60_000);

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

describe("an endpoint that serves", () => {
  test("answers with the model it was given, by its variant", async () => {
    await client.create("good", "works");
    expect((await client.describe("good")).EndpointStatus).toBe("Creating");
    expect(await client.settled("good")).toMatchObject({
      EndpointStatus: "InService",
      EndpointConfigName: "works",
      ProductionVariants: [{ VariantName: "AllTraffic", CurrentInstanceCount: 1 }],
    });
    const answer = await client.invoke("good", "model");
    expect(answer.text).toBe("trained\n");
    expect(answer.ContentType).toBe("text/csv");
    expect(answer.InvokedProductionVariant).toBe("AllTraffic");
  });

  test("answers with a model that a training job left unpacked", async () => {
    const { create, finished, sagemaker } = trainingClient(engine);
    await create("plain", images.works.reference, {
      OutputDataConfig: { S3OutputPath: `s3://${TEST_BUCKET}/plain`, CompressionType: "NONE" },
    });
    const S3Uri = (await finished("plain")).ModelArtifacts?.S3ModelArtifacts;
    const model = (ModelName: string, uri = S3Uri) => {
      const source = {
        S3Uri: uri,
        S3DataType: "S3Prefix" as const,
        CompressionType: "None" as const,
      };
      const ModelDataSource = { S3DataSource: source };
      const PrimaryContainer = { Image: images.works.reference, ModelDataSource };
      return sagemaker.send(new CreateModelCommand({ ModelName, PrimaryContainer }));
    };
    await expect(model("nowhere", `${S3Uri}none/`)).rejects.toThrow("Could not find model data at");
    await expect(model("unslashed", S3Uri?.slice(0, -1))).rejects.toThrow("end with a slash");
    await model("plain");
    const variant = {
      VariantName: "AllTraffic",
      ModelName: "plain",
      InitialInstanceCount: 1,
      InstanceType: "ml.m5.large" as const,
    };
    await sagemaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: "plain",
        ProductionVariants: [variant],
      }),
    );
    await client.create("plain", "plain");
    expect((await client.settled("plain")).EndpointStatus).toBe("InService");
    expect((await client.invoke("plain", "model")).text).toBe("trained\n");
    await client.remove("plain");
  });

  test("is started again after a crash", async () => {
    await expect(client.invoke("good", "crash")).rejects.toMatchObject({ name: "ModelError" });
    await expect
      .poll(() => client.invoke("good", "model").then(({ text }) => text, String), {
        timeout: 20_000,
      })
      .toBe("trained\n");
    const logs = new CloudWatchLogsClient(engine.client);
    const { events } = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: "/aws/sagemaker/Endpoints/good",
        filterPattern: "crashing",
      }),
    );
    expect(events?.map(({ message }) => message)).toEqual(["crashing on request"]);
  }, 30_000);

  test("is updated without one failed request", async () => {
    await client.createConfig("works-twice", images.works.reference, modelDataUrl, 2);
    let isUpdating = true;
    const answers: string[] = [];
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (isUpdating)
          answers.push(await client.invoke("good", "load").then(({ text }) => text, String));
      }),
    );
    await client.update("good", "works-twice");
    await expect(client.update("good", "works")).rejects.toMatchObject({
      message: expect.stringContaining("Cannot update in-progress endpoint"),
    });
    expect(await client.settled("good")).toMatchObject({
      EndpointConfigName: "works-twice",
      ProductionVariants: [{ CurrentInstanceCount: 2 }],
    });
    const before = answers.length;
    await expect.poll(() => answers.length).toBeGreaterThan(before + 20);
    isUpdating = false;
    await load;
    expect(new Set(answers)).toEqual(new Set(["load"]));
  }, 30_000);

  test("goes on serving when an update fails", async () => {
    await client.update("good", "dies");
    const endpoint = await client.settled("good");
    expect(endpoint.EndpointStatus).toBe("InService");
    expect(endpoint.EndpointConfigName).toBe("works-twice");
    expect(endpoint.FailureReason).toContain("exit code 9");
    expect((await client.invoke("good", "model")).text).toBe("trained\n");
  });

  test("serves again when the engine was stopped and started", async () => {
    engine = await engine.restart();
    client = servingClient(engine);
    // Asked before its container answers again, it is said to be away, never not to be there.
    const early = await client.invoke("good", "model").catch((error: Error) => error.name);
    expect(early).not.toBe("ValidationError");
    expect((await client.settled("good")).EndpointStatus).toBe("InService");
    expect((await client.invoke("good", "model")).text).toBe("trained\n");
  }, 40_000);

  test("is gone when it is deleted", async () => {
    await client.remove("good");
    await expect(client.invoke("good", "model")).rejects.toMatchObject({ name: "ValidationError" });
    await expect
      .poll(() => client.describe("good").then(({ EndpointStatus }) => EndpointStatus, String))
      .toBe('ValidationException: Could not find endpoint "good".');
  });
});

describe("an endpoint that fails", () => {
  test("names the ping that never came, and what the container said", async () => {
    await client.create("silent", "silent");
    const { EndpointStatus, FailureReason } = await client.settled("silent");
    expect(EndpointStatus).toBe("Failed");
    expect(FailureReason).toContain("did not pass the ping health check within 2 seconds");
    expect(FailureReason).toContain("At the last ping: nothing listens on its port at 127.0.0.1.");
    expect(FailureReason).toContain("I never listen");
    await expect(client.update("silent", "works")).rejects.toMatchObject({
      message: expect.stringContaining("Cannot update failed endpoint"),
    });
  });

  test("names the exit code and the last lines", async () => {
    await client.create("dies", "dies");
    const { EndpointStatus, FailureReason } = await client.settled("dies");
    expect(EndpointStatus).toBe("Failed");
    expect(FailureReason).toContain("ended with exit code 9");
    expect(FailureReason).toContain("no model here");
  });

  test("can be found by its status, and deleted", async () => {
    const failed = () =>
      client.sagemaker.send(new ListEndpointsCommand({ StatusEquals: "Failed" }));
    expect((await failed()).Endpoints?.map(({ EndpointName }) => EndpointName)).toEqual([
      "dies",
      "silent",
    ]);
    await client.remove("dies");
    await expect.poll(async () => (await failed()).Endpoints?.length).toBe(1);
  });
});
