import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxMissing } from "../../runners/testing/machine.ts";
import { type ProbeImage, probeImage } from "../../testing/probe-image.ts";
import { servingClient } from "../../testing/serving.ts";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../testing/training.ts";
import { transformClient } from "../../testing/transforming.ts";

/** Tries what its hyperparameters name, and prints each attempt's outcome as one line of JSON. */
const PROBE = `
import json, os, urllib.request
wanted = json.load(open("/opt/ml/input/config/hyperparameters.json"))
def attempt(action):
    try:
        return repr(action())
    except Exception as error:
        return type(error).__name__
print(json.dumps({
    "credentials": attempt(lambda: open(wanted["data"] + "/credentials.json").read()),
    "work of others": attempt(lambda: os.listdir(wanted["data"] + "/engine/work")),
    "objects": attempt(lambda: os.listdir(wanted["data"] + "/engine/blobs")),
    "file of this machine": attempt(lambda: open(wanted["file"]).read()),
    "engine": attempt(lambda: urllib.request.urlopen(wanted["engine"], timeout=5).status),
    "programs written": attempt(lambda: open("/usr/bin/x", "w")),
    "processes": sorted(int(name) for name in os.listdir("/proc") if name.isdigit())[-1] < 50,
    "environment": sorted(set(os.environ) - {"PATH", "HOME", "LANG", "PWD", "TRAINYARD_CONTAINER"}),
}))
`;

const IMAGES = {
  trains: { train: 'echo "$ml rmse=1.5"; echo kept > $ml/model/model.txt' },
  probes: { train: `exec python3 -c '${PROBE}'` },
  serves: { serve: "exec python3 server.py" },
};

describe.skipIf(sandboxMissing !== undefined)(
  `the sandbox behind the API ${sandboxMissing ?? ""}`,
  { timeout: 60_000 },
  () => {
    let engine: TestEngine;
    let client: TrainingClient;
    let images: Record<keyof typeof IMAGES, ProbeImage>;

    beforeAll(async () => {
      images = {
        trains: await probeImage("trains", IMAGES.trains),
        probes: await probeImage("probes", IMAGES.probes),
        serves: await probeImage("serves", IMAGES.serves),
      };
      engine = await startTestEngine({
        runner: "sandbox",
        imageDirectories: Object.values(images).map(({ directory }) => directory),
      });
      client = trainingClient(engine);
    });

    afterAll(async () => {
      await engine.dispose();
      for (const image of Object.values(images)) await image.dispose();
    });

    test("a training job has its files at /opt/ml, and leaves its model and metrics", async () => {
      await client.create("trained", "", {
        AlgorithmSpecification: {
          TrainingImage: images.trains.reference,
          TrainingInputMode: "File",
          MetricDefinitions: [{ Name: "rmse", Regex: "rmse=([0-9.]+)" }],
        },
      });
      const job = await client.finished("trained");
      expect(job.FailureReason).toBeUndefined();
      expect(job.FinalMetricDataList).toMatchObject([{ MetricName: "rmse", Value: 1.5 }]);
      expect(await client.lines("trained")).toEqual(["/opt/ml rmse=1.5"]);
    });

    test("a job that looks for a way out finds none", async () => {
      await client.create("probe", images.probes.reference, {
        HyperParameters: {
          data: engine.dataDirectory,
          file: import.meta.filename,
          engine: engine.url,
        },
      });
      expect((await client.finished("probe")).FailureReason).toBeUndefined();
      const [line = ""] = await client.lines("probe");
      expect(JSON.parse(line)).toEqual({
        credentials: "FileNotFoundError",
        "work of others": "FileNotFoundError",
        objects: "FileNotFoundError",
        "file of this machine": "FileNotFoundError",
        engine: "URLError",
        "programs written": "OSError",
        processes: true,
        environment: ["AWS_REGION", "TRAINING_JOB_ARN", "TRAINING_JOB_NAME"],
      });
    });

    test("two endpoints listen on the same port, and each answers for itself", async () => {
      const serving = servingClient(engine);
      const { ModelArtifacts } = await client.describe("trained");
      await serving.createConfig(
        "with-model",
        images.serves.reference,
        ModelArtifacts?.S3ModelArtifacts,
      );
      await serving.createConfig("without", images.serves.reference);
      await serving.create("one", "with-model");
      await serving.create("two", "without");
      expect((await serving.settled("one")).EndpointStatus).toBe("InService");
      expect((await serving.settled("two")).EndpointStatus).toBe("InService");
      expect((await serving.invoke("one", "model")).text).toBe("kept\n");
      await expect(serving.invoke("two", "model")).rejects.toMatchObject({ name: "ModelError" });
      expect((await serving.invoke("two", "1,2")).text).toBe("1,2");
    });

    test("a transform job asks its container through the walls", async () => {
      const transforms = transformClient(engine);
      await transforms.createModel("echo", images.serves.reference);
      const { job, outputs } = await transforms.run(
        "walled",
        { "a.csv": "1,2\n3" },
        { model: "echo" },
      );
      expect(job.FailureReason).toBeUndefined();
      expect(outputs).toEqual({ "a.csv.out": "1,2\n3\n" });
    });
  },
);
