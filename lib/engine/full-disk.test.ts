import { randomBytes } from "node:crypto";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import {
  AddTagsCommand,
  CreateModelCommand,
  DeleteModelCommand,
  ListModelsCommand,
  ListTagsCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxMissing, sandboxTools } from "./runners/testing/machine.ts";
import { type EngineProcess, startEngineProcess } from "./testing/engine-process.ts";
import { TEST_BUCKET as Bucket, type ProbeImage, probeImage } from "./testing/probe-image.ts";
import { type TinyDisk, tinyDisk } from "./testing/tiny-disk.ts";
import { type TrainingClient, trainingClient } from "./testing/training.ts";

const MIB = 1024 * 1024;
const DISK_BYTES = 64 * MIB;
const FULL = "The disk that holds the engine's data directory is full.";
const MAIN = new URL("main.ts", import.meta.url).pathname;

async function again(write: (at: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < 5000; at += 1) await write(at);
}

describe.skipIf(sandboxMissing !== undefined)(
  `on a full disk ${sandboxMissing ?? ""}`,
  { timeout: 60_000 },
  () => {
    const kept = randomBytes(3 * MIB);
    let disk: TinyDisk;
    let image: ProbeImage;
    let engine: EngineProcess;
    let s3: S3Client;
    let training: TrainingClient;
    let logs: CloudWatchLogsClient;
    let algorithm: string;

    const start = async () => {
      const program = [MAIN, "--image", image.directory];
      engine = await startEngineProcess(disk.folder, [], program, disk.through);
      s3 = new S3Client(engine.client);
      training = trainingClient(engine);
      logs = new CloudWatchLogsClient(engine.client);
    };
    const put = (Key: string, Body: Uint8Array) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const read = async (Key: string) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    };
    const keys = async () =>
      (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key);
    const addTag = (Value: string) =>
      training.sagemaker.send(
        new AddTagsCommand({ ResourceArn: algorithm, Tags: [{ Key: "stage", Value }] }),
      );

    beforeAll(async () => {
      if (!sandboxTools) throw new Error("There is no sandbox.");
      disk = await tinyDisk(sandboxTools, DISK_BYTES);
      image = await probeImage("probe", {
        train:
          'head -c "$(sed "s/[^0-9]//g" $ml/input/config/hyperparameters.json)" /dev/urandom > $ml/model/model',
        serve: "exec python3 server.py",
      });
      algorithm = "arn:aws:sagemaker:us-east-1:000000000000:algorithm/probe-1";
      await start();
      await put("kept", kept);
      await put("large", randomBytes(16 * MIB));
      await addTag("one");
      await training.sagemaker.send(
        new CreateModelCommand({ ModelName: "old", PrimaryContainer: { Image: image.reference } }),
      );
    }, 60_000);

    afterAll(async () => {
      await engine?.end("SIGKILL");
      await image.dispose();
      await disk.dispose();
    });

    test("a program that fills it fails its job in the system's words", async () => {
      await training.create("fills", image.reference, {
        HyperParameters: { bytes: String(2 * DISK_BYTES) },
      });
      const job = await training.finished("fills");
      expect(job.TrainingJobStatus).toBe("Failed");
      // Who meets its end first, the program or the engine, is chance.
      expect(job.FailureReason).toMatch(/No space left on device|data directory is full/);
    });

    test("a model whose archive does not fit beside it fails its job in words", async () => {
      await training.create("large-model", image.reference, {
        HyperParameters: { bytes: String(24 * MIB) },
      });
      const { FailureReason } = await training.finished("large-model");
      expect(FailureReason).toBe(
        "ClientError: Artifact upload failed for /opt/ml/model: no space left on the disk",
      );
      expect((await read("kept")).equals(kept)).toBe(true);
    });

    test("writes say so, reads answer, deletes make room, and a restart changes nothing", async () => {
      const Key = "begun";
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      await disk.fill();
      await expect(put("new", randomBytes(MIB))).rejects.toThrow(FULL);
      await expect(put("kept", randomBytes(MIB))).rejects.toThrow(FULL);
      const part = { Bucket, Key, UploadId, PartNumber: 1, Body: randomBytes(MIB) };
      await expect(s3.send(new UploadPartCommand(part))).rejects.toThrow(FULL);
      // Each may find the last bytes of a page that others left.
      const addGroup = (at: number) =>
        logs.send(new CreateLogGroupCommand({ logGroupName: `${"x".repeat(500)}${at}` }));
      await expect(again(addGroup)).rejects.toThrow(FULL);
      await expect(again((at) => addTag(`${"x".repeat(200)}${at}`))).rejects.toThrow(FULL);

      await engine.end("SIGKILL");
      await start();
      expect((await read("kept")).equals(kept)).toBe(true);
      expect(await keys()).toEqual(["kept", "large"]);
      await expect(put("new", randomBytes(MIB))).rejects.toThrow(FULL);

      await training.sagemaker.send(new DeleteModelCommand({ ModelName: "old" }));
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: "large" }));
      expect(await keys()).toEqual(["kept"]);
      expect((await training.sagemaker.send(new ListModelsCommand({}))).Models).toEqual([]);
      await put("new", kept);
    });

    test("it is as before once there is room", async () => {
      await disk.relieve();
      await addTag("two");
      const { Tags } = await training.sagemaker.send(
        new ListTagsCommand({ ResourceArn: algorithm }),
      );
      expect(Tags).toEqual([{ Key: "stage", Value: "two" }]);
      await training.create("fits", image.reference, { HyperParameters: { bytes: "1000" } });
      expect((await training.finished("fits")).TrainingJobStatus).toBe("Completed");
      expect((await read("kept")).equals(kept)).toBe(true);
    });

    test.each([4, 32, 256])(
      "a first start with %d KiB of room says so, and works once there is more",
      async (kibibytes) => {
        if (!sandboxTools) throw new Error("There is no sandbox.");
        await using own = await tinyDisk(sandboxTools, 2 * MIB);
        await own.fill(kibibytes * 1024);
        const attempt = () => startEngineProcess(own.folder, [], [MAIN], own.through);
        await expect(attempt()).rejects.toThrow(FULL);
        await own.relieve();
        const started = await attempt();
        const { Buckets } = await new S3Client(started.client).send(new ListBucketsCommand({}));
        expect(Buckets).toHaveLength(1);
        // There is room for the engine, but not for its reserve.
        await expect.poll(started.complaint).toMatch(/The reserve .* cannot be kept: the disk is/);
        expect(await started.end("SIGTERM")).toBe(0);
      },
    );
  },
);
