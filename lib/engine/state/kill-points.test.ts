import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  AddTagsCommand,
  CreateModelCommand,
  ListModelsCommand,
  ListTagsCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EngineProcess, startEngineProcess } from "../testing/engine-process.ts";

const KILL_AT = new URL("../testing/kill-at.ts", import.meta.url);
const BUCKET = "kill-points";
const IMAGE = "000000000000.dkr.ecr.us-east-1.amazonaws.com/random-forest:0.1.0";
const ALGORITHM = "arn:aws:sagemaker:us-east-1:000000000000:algorithm/random-forest-0-1-0";

interface Point {
  readonly call: "open" | "sync" | "exec" | "run" | "rm";
  readonly nth: number;
  readonly when: "before" | "after";
}

let data: string;
let engine: EngineProcess;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "trainyard-kill-"));
});
afterEach(async () => {
  await engine.end("SIGKILL");
  await rm(data, { recursive: true, force: true });
});

const armed = () => join(data, "armed");

async function startDoomed({ call, nth, when }: Point): Promise<void> {
  const hook = new URL(KILL_AT);
  hook.search = new URLSearchParams({ call, nth: String(nth), when, armed: armed() }).toString();
  engine = await startEngineProcess(data, ["--import", hook.href]);
}

/** Sends the write in which the engine dies, and starts an engine that is left alone. */
async function dieIn(write: () => Promise<unknown>): Promise<void> {
  await writeFile(armed(), "");
  await expect(write()).rejects.toThrow();
  await engine.end("SIGKILL");
  engine = await startEngineProcess(data);
}

const before = "before ".repeat(1000);
const after = "after ".repeat(1000);
const put = (Body: string) =>
  new S3Client(engine.client).send(new PutObjectCommand({ Bucket: BUCKET, Key: "k", Body }));
async function stored(): Promise<string | undefined> {
  const command = new GetObjectCommand({ Bucket: BUCKET, Key: "k" });
  const { Body } = await new S3Client(engine.client).send(command);
  return Body?.transformToString();
}

test.each<[string, Point, string]>([
  ["its file was made", { call: "open", nth: 1, when: "after" }, before],
  ["its bytes or its name are made durable", { call: "sync", nth: 1, when: "before" }, before],
  ["the first of the two is durable", { call: "sync", nth: 1, when: "after" }, before],
  ["both are durable", { call: "sync", nth: 2, when: "after" }, before],
  ["the transaction began", { call: "exec", nth: 1, when: "after" }, before],
  ["the transaction is about to be committed", { call: "exec", nth: 2, when: "before" }, before],
  ["the transaction was committed", { call: "exec", nth: 2, when: "after" }, after],
  ["the old bytes are about to be removed", { call: "rm", nth: 1, when: "before" }, after],
])(
  "an object that is replaced, killed when %s, is the one or the other",
  async (_, point, left) => {
    await startDoomed(point);
    await new S3Client(engine.client).send(new CreateBucketCommand({ Bucket: BUCKET }));
    await put(before);
    await dieIn(() => put(after));

    expect(await stored()).toBe(left);
    expect(await readdir(join(data, "engine", "blobs"))).toHaveLength(1);
    await put("again");
    expect(await stored()).toBe("again");
  },
);

test.each<[string, Point, string[]]>([
  ["the first was written", { call: "run", nth: 1, when: "after" }, ["kept"]],
  ["both were committed", { call: "exec", nth: 2, when: "after" }, ["kept", "new", "newer"]],
])(
  "two tags of one request, killed when %s, are there both or not at all",
  async (_, point, left) => {
    const tag = (...keys: string[]) =>
      new SageMakerClient(engine.client).send(
        new AddTagsCommand({
          ResourceArn: ALGORITHM,
          Tags: keys.map((Key) => ({ Key, Value: "x" })),
        }),
      );
    await startDoomed(point);
    await tag("kept");
    await dieIn(() => tag("new", "newer"));

    const command = new ListTagsCommand({ ResourceArn: ALGORITHM });
    const { Tags = [] } = await new SageMakerClient(engine.client).send(command);
    expect(Tags.map(({ Key }) => Key)).toEqual(left);
  },
);

test("a resource that is made with tags is not there without them", async () => {
  const create = (ModelName: string) =>
    new SageMakerClient(engine.client).send(
      new CreateModelCommand({
        ModelName,
        PrimaryContainer: { Image: IMAGE },
        Tags: [{ Key: "stage", Value: "test" }],
      }),
    );
  await startDoomed({ call: "run", nth: 1, when: "after" });
  await dieIn(() => create("cut"));

  await create("whole");
  const { Models = [] } = await new SageMakerClient(engine.client).send(new ListModelsCommand({}));
  expect(Models.map(({ ModelName }) => ModelName)).toEqual(["whole"]);
});
