import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DockerEngine } from "../../../runners/docker/engine-door.ts";
import { isDockerWanted, requireDocker } from "../../../runners/testing/docker.ts";
import { buildImage } from "../../../runners/testing/docker-image.ts";
import { type EngineProcess, startEngineProcess } from "../../../testing/engine-process.ts";
import { TEST_BUCKET } from "../../../testing/probe-image.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

/** Serves this instance's name, and reads it from the others by theirs. */
const MEET = `#!/usr/bin/perl
use IO::Socket::INET;
$| = 1;
my $text = do { local (@ARGV, $/) = "/opt/ml/input/config/resourceconfig.json"; <> };
my ($me) = $text =~ /"current_host":"([^"]+)"/;
my ($list) = $text =~ /"hosts":\\[([^\\]]+)\\]/;
my @hosts = $list =~ /"([^"]+)"/g;
my $server = IO::Socket::INET->new(LocalPort => 7777, Listen => 8, ReuseAddr => 1) or die;
unless (fork) { while (my $client = $server->accept) { print $client "$me\\n"; close $client } exit }
my @met = map { my $host = $_; my $answer = "";
  for (1 .. 100) { my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => 7777, Timeout => 1);
    if ($socket) { $answer = <$socket>; chomp $answer; last } select undef, undef, undef, 0.05 } $answer } @hosts;
print "met @met\\n";
sleep($me eq "algo-1" ? 4 : 3);
print "over\\n";
`;
const PIPE = `#!/bin/sh
cd /opt/ml/input/data; cksum < training_0; head -c 3 training_1; echo; ls
`;
const LIVES = `#!/bin/sh
folder=/checkpoints; life=$(cat $folder/life 2>/dev/null || echo 0); life=$((life + 1))
echo "life $life"; echo $life > $folder/life; touch /opt/ml/input/data/training/new 2>&1 | grep -o "Read-only.*"
[ $life -gt 1 ] && exit 0
trap 'echo last-words > $folder/last; exit 143' TERM; while :; do sleep 0.05; done
`;

describe.runIf(isDockerWanted)("training in Docker", { timeout: 60_000 }, () => {
  let data: string;
  let docker: DockerEngine;
  let engine: EngineProcess;
  let client: TrainingClient;
  const image = "trainyard-test:training";

  const start = async () => {
    engine = await startEngineProcess(data);
    client = trainingClient(engine);
  };

  beforeAll(async () => {
    docker = await requireDocker();
    data = await mkdtemp(join(tmpdir(), "trainyard-docker-training-"));
    await buildImage(docker, image, { meet: MEET, pipe: PIPE, lives: LIVES });
    await start();
    const s3 = new S3Client(engine.client);
    const Body = Buffer.alloc(5_000_000, "x");
    await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key: "rows/a", Body }));
  }, 120_000);

  afterAll(async () => {
    await engine.end("SIGTERM");
    await docker.client.getImage(image).remove({ force: true });
    await rm(data, { recursive: true, force: true });
  });

  const run = (name: string, program: string, more: Partial<CreateTrainingJobRequest> = {}) =>
    client.create(name, "", {
      AlgorithmSpecification: {
        TrainingImage: image,
        TrainingInputMode: "FastFile",
        ContainerEntrypoint: [program],
      },
      InputDataConfig: [
        {
          ChannelName: "training",
          DataSource: {
            S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${TEST_BUCKET}/rows/` },
          },
        },
      ],
      ...more,
    });
  const ResourceConfig = {
    InstanceCount: 2,
    InstanceType: "ml.m5.large" as const,
    VolumeSizeInGB: 1,
  };
  const left = async () => {
    const filters = { label: ["trainyard.engine"] };
    const containers = await docker.client.listContainers({ all: true, filters });
    return [...containers, ...(await docker.client.listNetworks({ filters }))];
  };

  test.each([true, false])("instances meet, isolated: %s", async (EnableNetworkIsolation) => {
    const name = `meet-${EnableNetworkIsolation}`;
    await run(name, "meet", { ResourceConfig, EnableNetworkIsolation });
    expect((await client.finished(name, 50_000)).FailureReason).toBeUndefined();
    for (const host of ["algo-1", "algo-2"])
      expect(await client.lines(name, host)).toEqual(["met algo-1 algo-2", "over"]);
    expect(await left()).toEqual([]);
  });

  test("instances go on when the engine is killed", async () => {
    await run("killed", "meet", { ResourceConfig });
    await expect
      .poll(() => client.lines("killed", "algo-2").catch(() => []), { timeout: 20_000 })
      .toEqual(["met algo-1 algo-2"]);
    expect(await engine.end("SIGKILL")).toBeNull();
    await start();
    expect((await client.finished("killed", 50_000)).TrainingJobStatus).toBe("Completed");
    for (const host of ["algo-1", "algo-2"])
      expect(await client.lines("killed", host)).toEqual(["met algo-1 algo-2", "over"]);
    expect(await left()).toEqual([]);
  });

  test("a pipe is read epoch by epoch", async () => {
    await run("pipe", "", {
      AlgorithmSpecification: {
        TrainingImage: image,
        TrainingInputMode: "Pipe",
        ContainerEntrypoint: ["pipe"],
      },
    });
    expect((await client.finished("pipe")).FailureReason).toBeUndefined();
    const [sum, ...lines] = await client.lines("pipe");
    expect(sum).toMatch(/ 5000000$/);
    expect(lines).toEqual(["xxx", "training_2"]);
  });

  test("a spot job goes on from its checkpoint, at the path that it names", async () => {
    await run("spot", "lives", {
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
      CheckpointConfig: { S3Uri: `s3://${TEST_BUCKET}/checkpoints`, LocalPath: "/checkpoints" },
    });
    const first = ["life 1", "Read-only file system"];
    await expect
      .poll(() => client.lines("spot").catch(() => []), { timeout: 20_000 })
      .toEqual(first);
    const door = `${engine.url}/_trainyard/training-jobs/spot/interrupt`;
    expect((await fetch(door, { method: "POST" })).status).toBe(202);
    expect((await client.finished("spot", 50_000)).TrainingJobStatus).toBe("Completed");
    const s3 = new S3Client(engine.client);
    const stored = async (name: string) => {
      const Key = `checkpoints/${name}`;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: TEST_BUCKET, Key }));
      return Body?.transformToString();
    };
    expect([await stored("life"), await stored("last")]).toEqual(["2\n", "last-words\n"]);
    expect(await left()).toEqual([]);
  });
});
