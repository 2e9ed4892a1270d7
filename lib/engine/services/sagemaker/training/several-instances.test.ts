import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLogStreamsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type CreateTrainingJobRequest, StopTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import { extract } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxMissing } from "../../../runners/testing/machine.ts";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

/** Each instance serves its name on the same port and reads it from all of the others. */
const MEET = `
import json, socket, threading, time
config = json.load(open("/opt/ml/input/config/resourceconfig.json"))
me = config["current_host"]
server = socket.create_server(("0.0.0.0", 7777))
def answer():
    while True:
        connection, _ = server.accept()
        connection.sendall(me.encode())
        connection.close()
threading.Thread(target=answer, daemon=True).start()
def ask(host):
    for _ in range(100):
        try:
            with socket.create_connection((host, 7777), 1) as connection:
                return connection.recv(64).decode()
        except OSError:
            time.sleep(0.05)
print("met", [ask(host) for host in config["hosts"]], flush=True)
open("/opt/ml/model/" + me, "w").write(me)
try:
    socket.create_connection(("192.0.2.1", 80), 1)
except OSError as error:
    print("outside:", error.errno)
time.sleep(0.5)
`;

const host = `name=$(sed 's/.*"current_host":"\\([^"]*\\)".*/\\1/' $ml/input/config/resourceconfig.json)`;
const IMAGES = {
  meets: { train: `exec python3 -c '${MEET}'` },
  shares: {
    train: `${host}; cat $ml/input/config/resourceconfig.json; echo; ls $ml/input/data/training; echo $name > $ml/model/$name; echo $name > $ml/model/same`,
  },
  waits: {
    train: "trap 'echo asked to stop; exit 0' TERM; echo waiting; while :; do sleep 0.05; done",
  },
  fails: {
    train: `${host}; if [ $name = algo-2 ]; then echo "out of luck" > $ml/output/failure; exit 3; fi; trap 'echo told to end; exit 0' TERM; while :; do sleep 0.05; done`,
  },
};

let engine: TestEngine;
let client: TrainingClient;
let images: Record<keyof typeof IMAGES, ProbeImage>;

beforeAll(async () => {
  images = {
    meets: await probeImage("meets", IMAGES.meets),
    shares: await probeImage("shares", IMAGES.shares),
    waits: await probeImage("waits", IMAGES.waits),
    fails: await probeImage("fails", IMAGES.fails),
  };
  engine = await startTestEngine({
    runner: sandboxMissing === undefined ? "sandbox" : "process",
    imageDirectories: Object.values(images).map(({ directory }) => directory),
  });
  client = trainingClient(engine);
  const s3 = new S3Client(engine.client);
  for (const name of ["a", "b", "c"])
    await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key: `rows/${name}`, Body: name }));
});

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

const instances = (InstanceCount: number): Partial<CreateTrainingJobRequest> => ({
  ResourceConfig: { InstanceCount, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 },
});

async function filesOf(job: string): Promise<Record<string, string>> {
  const Key = `output/${job}/output/model.tar.gz`;
  const s3 = new S3Client(engine.client);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: TEST_BUCKET, Key }));
  const tar = extract();
  tar.end(gunzipSync((await Body?.transformToByteArray()) ?? Buffer.alloc(0)));
  const files: Record<string, string> = {};
  for await (const entry of tar) {
    files[entry.header.name] = (await text(entry)).trim();
  }
  return files;
}

describe("a job of several instances", { timeout: 60_000 }, () => {
  test("gives each its share of the data, and one archive of what they leave", async () => {
    const training = {
      ChannelName: "training",
      DataSource: {
        S3DataSource: {
          S3DataType: "S3Prefix" as const,
          S3Uri: `s3://${TEST_BUCKET}/rows/`,
          S3DataDistributionType: "ShardedByS3Key" as const,
        },
      },
    };
    await client.create("shares", images.shares.reference, {
      ...instances(2),
      InputDataConfig: [training],
    });
    expect((await client.finished("shares")).FailureReason).toBeUndefined();
    const [first, ...second] = await Promise.all(
      ["algo-1", "algo-2"].map((name) => client.lines("shares", name)),
    );
    expect(JSON.parse(first?.[0] ?? "")).toEqual({
      current_host: "algo-1",
      current_instance_type: "ml.m5.large",
      current_group_name: "homogeneousCluster",
      current_instance_group: "homogeneousCluster",
      hosts: ["algo-1", "algo-2"],
      instance_groups: [
        {
          instance_group_name: "homogeneousCluster",
          instance_type: "ml.m5.large",
          hosts: ["algo-1", "algo-2"],
        },
      ],
      network_interface_name: "eth0",
    });
    expect(first?.slice(1)).toEqual(["a", "c"]);
    expect(second[0]?.slice(1)).toEqual(["b"]);
    expect(await filesOf("shares")).toEqual({
      "algo-1": "algo-1",
      "algo-2": "algo-2",
      same: "algo-1",
    });
  });

  test("has a log stream for each", async () => {
    const { logStreams = [] } = await client.logs.send(
      new DescribeLogStreamsCommand({
        logGroupName: "/aws/sagemaker/TrainingJobs",
        logStreamNamePrefix: "shares/",
      }),
    );
    expect(logStreams.map(({ logStreamName }) => logStreamName?.replace(/\d+$/, ""))).toEqual([
      "shares/algo-1-",
      "shares/algo-2-",
    ]);
  });

  test("numbers groups of instances through, and gives a channel to those it is for", async () => {
    const group = (name: string, count: number, type: "ml.m5.large" | "ml.c5.xlarge") => ({
      InstanceGroupName: name,
      InstanceCount: count,
      InstanceType: type,
    });
    const training = {
      ChannelName: "training",
      DataSource: {
        S3DataSource: {
          S3DataType: "S3Prefix" as const,
          S3Uri: `s3://${TEST_BUCKET}/rows/`,
          InstanceGroupNames: ["workers"],
        },
      },
    };
    await client.create("groups", images.shares.reference, {
      ResourceConfig: {
        VolumeSizeInGB: 1,
        InstanceGroups: [group("head", 1, "ml.m5.large"), group("workers", 2, "ml.c5.xlarge")],
      },
      InputDataConfig: [training],
    });
    expect((await client.finished("groups")).TrainingJobStatus).toBe("Completed");
    const head = await client.lines("groups", "algo-1");
    expect(JSON.parse(head[0] ?? "")).toMatchObject({
      current_instance_group: "head",
      hosts: ["algo-1", "algo-2", "algo-3"],
      instance_groups: [{ hosts: ["algo-1"] }, { hosts: ["algo-2", "algo-3"] }],
    });
    expect(head).not.toContain("a");
    expect((await client.lines("groups", "algo-3")).slice(1)).toEqual(["a", "b", "c"]);
  });

  test("fails with the reason of the one that failed, and ends the others", async () => {
    await client.create("fails", images.fails.reference, instances(2));
    const job = await client.finished("fails");
    expect(job.FailureReason).toBe("AlgorithmError: out of luck, exit code: 3");
    expect(await client.lines("fails", "algo-1")).toEqual(["told to end"]);
  });

  test("is measured and stopped on all of them", async () => {
    await client.create("stopped", images.waits.reference, instances(2));
    for (const name of ["algo-1", "algo-2"])
      await expect.poll(() => client.lines("stopped", name).catch(() => [])).toEqual(["waiting"]);
    const asked = { Namespace: "/aws/sagemaker/TrainingJobs", MetricName: "CPUUtilization" };
    const cloudwatch = new CloudWatchClient(engine.client);
    await expect
      .poll(async () => {
        const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand(asked));
        return Metrics.map(({ Dimensions }) => Dimensions?.[0]);
      })
      .toEqual(
        expect.arrayContaining([
          { Name: "Host", Value: "stopped/algo-1" },
          { Name: "Host", Value: "stopped/algo-2" },
        ]),
      );
    await client.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: "stopped" }));
    expect((await client.finished("stopped")).SecondaryStatus).toBe("Stopped");
    for (const name of ["algo-1", "algo-2"])
      expect(await client.lines("stopped", name)).toEqual(["waiting", "asked to stop"]);
  });

  test.skipIf(sandboxMissing !== undefined)(
    `finds its others by their names, and nobody else ${sandboxMissing ?? ""}`,
    async () => {
      await client.create("meets", images.meets.reference, instances(3));
      expect((await client.finished("meets", 50_000)).FailureReason).toBeUndefined();
      for (const name of ["algo-1", "algo-2", "algo-3"])
        expect(await client.lines("meets", name)).toEqual([
          "met ['algo-1', 'algo-2', 'algo-3']",
          "outside: 101",
        ]);
    },
  );
});
