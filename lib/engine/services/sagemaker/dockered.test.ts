import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateRepositoryCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
} from "@aws-sdk/client-ecr";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { DockerEngine } from "../../runners/docker/engine-door.ts";
import { isDockerWanted, requireDocker } from "../../runners/testing/docker.ts";
import { buildImage, pushImage } from "../../runners/testing/docker-image.ts";
import { type EngineProcess, startEngineProcess } from "../../testing/engine-process.ts";
import { TEST_BUCKET } from "../../testing/probe-image.ts";
import { servingClient } from "../../testing/serving.ts";
import { type TrainingClient, trainingClient } from "../../testing/training.ts";
import { transformClient } from "../../testing/transforming.ts";

/** No Python, no ENTRYPOINT, no CMD; what it writes is root's, and closed to others. */
const TRAIN = `#!/bin/sh
echo "hello from $(hostname)"
i=0
while [ $i -lt 20 ]; do i=$((i + 1)); echo "line $i"; echo "rmse=$i" >&2; sleep 0.05; done
mkdir -m 700 /opt/ml/model/deep && echo weights > /opt/ml/model/deep/model.txt && chmod 600 /opt/ml/model/deep/model.txt
printf 'the end'
`;

const SERVE = `#!/usr/bin/perl
use IO::Socket::INET;
$SIG{TERM} = sub { exit 0 };
my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 64, ReuseAddr => 1) or die;
while (my $client = $server->accept) {
  my $length = 0;
  my $line = <$client>;
  while (my $head = <$client>) { $length = $1 if $head =~ /^content-length: (\\d+)/i; last if $head eq "\\r\\n" }
  read($client, my $body, $length) if $length;
  my $text = $line =~ /^GET/ ? "" : scalar reverse $body;
  print $client "HTTP/1.1 200 OK\\r\\ncontent-type: text/csv\\r\\nconnection: close\\r\\ncontent-length: " . length($text) . "\\r\\n\\r\\n$text";
  close $client;
}
`;

let data: string;
let docker: DockerEngine;
let engine: EngineProcess;
let training: TrainingClient;
let imageId: string;

const connect = async (...through: string[]) => {
  engine = await startEngineProcess(data, [], undefined, through);
  training = trainingClient(engine);
};
const nameOf = (repository: string) => `${new URL(engine.url).host}/${repository}`;

beforeAll(async () => {
  if (!isDockerWanted) return;
  docker = await requireDocker();
  data = await mkdtemp(join(tmpdir(), "trainyard-dockered-"));
  imageId = await buildImage(docker, "trainyard-test:perl", { train: TRAIN, serve: SERVE });
  await connect();
  const ecr = new ECRClient(engine.client);
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "perl" }));
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64");
  const password = token.toString().slice("AWS:".length);
  await pushImage(docker, imageId, { name: nameOf("perl"), tag: "1", password });
}, 120_000);

afterAll(async () => {
  if (!engine) return;
  await engine.end("SIGTERM");
  await docker.client.getImage("trainyard-test:perl").remove();
  await rm(data, { recursive: true, force: true });
});

const weights = async (job: string) => {
  const key = { Bucket: TEST_BUCKET, Key: `output/${job}/output/model.tar.gz` };
  const { Body } = await new S3Client(engine.client).send(new GetObjectCommand(key));
  return (await Body?.transformToByteArray())?.length ?? 0;
};

/** Sends a file through a model's container, which answers everything backwards. */
async function expectTransformed(model: string): Promise<void> {
  const name = `transform-${model}`;
  const { job, outputs } = await transformClient(engine).run(
    name,
    { "a.csv": "12\n34\n" },
    { model },
  );
  expect(job.FailureReason).toBeUndefined();
  expect(outputs).toEqual({ "a.csv.out": "\n43\n21\n" });
}

describe.runIf(isDockerWanted)("an image that Docker pushed", () => {
  test("trains under both of its names, and serves", async () => {
    for (const [name, image] of [
      ["pushed-1", `${nameOf("perl")}:1`],
      ["pushed-2", "000000000000.dkr.ecr.us-east-1.amazonaws.com/perl:1"],
    ] as const) {
      await training.create(name, image);
      const job = await training.finished(name);
      expect(job).toMatchObject({ TrainingJobStatus: "Completed" });
      expect(job.AlgorithmSpecification?.TrainingImage).toMatch(/^000000000000\.dkr\.ecr\./);
      const lines = await training.lines(name);
      // Docker does not tell in what order the two streams were written.
      expect(lines.filter((line) => !line?.startsWith("rmse="))[0]).toBe("hello from algo-1");
      expect(lines.at(-1)).toBe("the end");
      expect(await weights(name)).toBeGreaterThan(100);
    }
    const serving = servingClient(engine);
    const model = `s3://${TEST_BUCKET}/output/pushed-1/output/model.tar.gz`;
    await serving.createConfig("perl", `${nameOf("perl")}:1`, model);
    await serving.create("perl", "perl");
    expect((await serving.settled("perl"))?.EndpointStatus).toBe("InService");
    expect((await serving.invoke("perl", "abc")).text).toBe("cba");
    await expectTransformed("perl");
    await serving.remove("perl");
    await vi.waitUntil(
      () =>
        serving.describe("perl").then(
          () => false,
          () => true,
        ),
      { timeout: 20_000 },
    );
  }, 60_000);

  test("goes on when the engine is killed, and no line is lost or doubled", async () => {
    await training.create("killed", `${nameOf("perl")}:1`);
    await training.until("killed", ({ SecondaryStatus }) => SecondaryStatus === "Training");
    await vi.waitUntil(async () => (await training.lines("killed").catch(() => [])).length > 5, {
      timeout: 20_000,
      interval: 20,
    });
    expect(await engine.end("SIGKILL")).toBeNull();
    await connect();
    const job = await training.finished("killed");
    expect(job).toMatchObject({ TrainingJobStatus: "Completed" });
    const steps = job.SecondaryStatusTransitions?.map(({ Status }) => Status);
    expect(steps).toEqual(["Starting", "Downloading", "Training", "Uploading", "Completed"]);
    const lines = await training.lines("killed");
    const numbered = lines.filter((line) => line?.startsWith("line "));
    expect(numbered).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 1}`));
    expect(lines.filter((line) => line?.startsWith("rmse="))).toHaveLength(20);
    expect(lines.at(-1)).toBe("the end");
    expect(await weights("killed")).toBeGreaterThan(100);
    expect(
      await docker.client.listContainers({ all: true, filters: { label: ["trainyard.engine"] } }),
    ).toEqual([]);
  }, 60_000);

  test("is run from the registry when Docker has forgotten it", async () => {
    await docker.client.getImage("trainyard-test:perl").remove({ force: true });
    await training.create("handed", `${nameOf("perl")}:1`);
    expect(await training.finished("handed")).toMatchObject({ TrainingJobStatus: "Completed" });
    expect(await training.lines("handed")).toContain("line 20");
    await buildImage(docker, "trainyard-test:perl", { train: TRAIN, serve: SERVE });
  }, 60_000);

  test("gives the same without Docker", async () => {
    await engine.end("SIGTERM");
    await connect("/usr/bin/env", "TRAINYARD_RUNNER=sandbox");
    await training.create("sandboxed", `${nameOf("perl")}:1`);
    const job = await training.finished("sandboxed", 60_000);
    expect(job).toMatchObject({ TrainingJobStatus: "Completed" });
    const [inDocker, inSandbox] = await Promise.all(
      ["pushed-1", "sandboxed"].map(async (name) => (await training.lines(name)).toSorted()),
    );
    expect(inSandbox).toEqual(inDocker);
    const serving = servingClient(engine);
    const model = `s3://${TEST_BUCKET}/output/sandboxed/output/model.tar.gz`;
    await serving.createConfig("sandboxed", `${nameOf("perl")}:1`, model);
    await serving.create("sandboxed", "sandboxed");
    expect((await serving.settled("sandboxed"))?.EndpointStatus).toBe("InService");
    expect((await serving.invoke("sandboxed", "abc")).text).toBe("cba");
    await expectTransformed("sandboxed");
    expect(
      await docker.client.listContainers({ filters: { label: ["trainyard.engine"] } }),
    ).toEqual([]);
    await engine.end("SIGTERM");
    await connect();
  }, 120_000);

  test("without the program that is asked for fails in plain words", async () => {
    const specification = {
      TrainingImage: `${nameOf("perl")}:1`,
      TrainingInputMode: "File" as const,
      ContainerEntrypoint: ["/opt/none"],
    };
    await training.create("missing", "", { AlgorithmSpecification: specification });
    const { FailureReason } = await training.finished("missing");
    expect(FailureReason).toContain('has no program "/opt/none"');
  });
});
