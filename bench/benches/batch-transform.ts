import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, get, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, json } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTransformJobCommand, DescribeTransformJobCommand } from "@aws-sdk/client-sagemaker";
import { type Access, BUCKET, sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atLeast, atMost, type Bench, untilItSucceeds } from "../harness.ts";
import { memoryRise } from "../memory.ts";
import { freePort } from "../probe-image.ts";
import { type TreeContainer, trainTree } from "../tree-container.ts";

const ROWS = 1_000_000;
const PAYLOAD = 6 * 1024 ** 2;
const POLL_MS = 100;
const RATE = "rows/s";
const MEMORY = "memory of the engine on top, MiB";
const BARE = "container by hand";
const OURS = "transform job";
const FILTERED = "transform job with a filter";

/** Rows like Iris: a class and four measures that have to do with it. */
function irisRows(count: number): string[] {
  const classes = ["setosa", "versicolor", "virginica"];
  return Array.from({ length: count }, (_, row) => {
    const kind = row % 3;
    const measure = (base: number) => (base + kind + ((row * 7919) % 13) / 10).toFixed(1);
    return `${classes[kind]},${measure(4)},${measure(2)},${measure(1)},${measure(0)}`;
  });
}

/** Pieces of whole lines, as large as a payload may be. */
async function* payloads(file: string): AsyncGenerator<Buffer> {
  let open = Buffer.alloc(0);
  for await (const piece of createReadStream(file, { highWaterMark: PAYLOAD })) {
    const text = Buffer.concat([open, piece as Buffer]);
    const end = text.lastIndexOf(10, PAYLOAD - 1) + 1;
    yield text.subarray(0, end);
    open = text.subarray(end);
  }
  if (open.length > 0) yield open;
}

/** Starts the container and sends a file through it, as many payloads at a time as it asks for. */
async function byHand(tree: TreeContainer, file: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const child = tree.serve(port);
  const exited = once(child, "exit");
  await untilItSucceeds(() => fetch(`http://127.0.0.1:${port}/ping`));
  const agent = new Agent({ keepAlive: true });
  const [asked] = await once(get({ port, agent, path: "/execution-parameters" }), "response");
  const { MaxConcurrentTransforms } = (await json(asked)) as { MaxConcurrentTransforms: number };
  const output = createWriteStream(`${file}.out`);
  const underWay: Promise<Buffer>[] = [];
  const send = async (body: Buffer): Promise<Buffer> => {
    const headers = {
      "content-type": "text/csv",
      accept: "text/csv",
      "content-length": body.length,
    };
    const call = request({ port, agent, method: "POST", path: "/invocations", headers });
    call.end(body);
    const [response] = await once(call, "response");
    return buffer(response);
  };
  for await (const body of payloads(file)) {
    underWay.push(send(body));
    if (underWay.length >= MaxConcurrentTransforms) output.write(await underWay.shift());
  }
  for (const answer of underWay) output.write(await answer);
  output.end();
  await once(output, "finish");
  const took = performance.now() - began;
  child.kill("SIGTERM");
  await exited;
  agent.destroy();
  return took;
}

async function byJob(access: Access, model: string, key: string, filter?: string) {
  const sagemaker = sagemakerOf(access);
  const TransformJobName = `bench-${crypto.randomUUID()}`;
  const began = performance.now();
  await sagemaker.send(
    new CreateTransformJobCommand({
      TransformJobName,
      ModelName: model,
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${BUCKET}/${key}` } },
        ContentType: "text/csv",
        SplitType: "Line",
      },
      TransformOutput: {
        S3OutputPath: `s3://${BUCKET}/bench-out`,
        Accept: "text/csv",
        AssembleWith: "Line",
      },
      TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
      ...(filter !== undefined && { DataProcessing: { InputFilter: filter } }),
    }),
  );
  for (;;) {
    const job = await sagemaker.send(new DescribeTransformJobCommand({ TransformJobName }));
    if (job.TransformJobStatus === "Completed") return performance.now() - began;
    if (job.TransformJobStatus !== "InProgress") throw new Error(`${job.FailureReason}`);
    // Seldom, since whoever asks takes the machine's time from the container.
    await setTimeout(POLL_MS);
  }
}

export const batchTransform: Bench = {
  name: "batch-transform",
  title: "Batch transform",
  about:
    "1,000,000 rows through the shipped decision tree, in payloads of 6 MB, as many at a time as the container asks for: from CreateTransformJob to Completed, with the output safe in S3, beside starting the same `serve` by hand, sending it the same payloads from a file and writing its answers to another. With a filter, `$[1:]` takes a column from each row first.",
  runs: 5,
  run: async (runs) => {
    const folder = await mkdtemp(join(tmpdir(), "trainyard-bench-transform-"));
    const rows = irisRows(ROWS);
    const labelled = `${rows.join("\n")}\n`;
    const plain = labelled.replace(/^[a-z]+,/gm, "");
    const file = join(folder, "rows.csv");
    await writeFile(file, plain);
    const samples = await withEngine([], async (access, dataDir, pid) => {
      const tree = await trainTree(access, dataDir, rows.slice(0, 1000).join("\n"));
      const s3 = new S3Client({ ...access, forcePathStyle: true });
      for (const [Key, Body] of Object.entries({ "rows.csv": plain, "labelled.csv": labelled }))
        await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
      const rateOf = (took: number) => (ROWS / took) * 1000;
      const job = async (key: string, filter?: string) => {
        const rise = await memoryRise(pid);
        const took = await byJob(access, tree.model, key, filter);
        return { [RATE]: rateOf(took), [MEMORY]: await rise() };
      };
      // The first job of an engine loads what the others find.
      await byJob(access, tree.model, "rows.csv");
      return alternate(
        [
          { name: BARE, measure: async () => ({ [RATE]: rateOf(await byHand(tree, file)) }) },
          { name: OURS, measure: () => job("rows.csv") },
          { name: FILTERED, measure: () => job("labelled.csv", "$[1:]") },
        ],
        runs,
      ).finally(tree.remove);
    }).finally(() => rm(folder, { recursive: true, force: true }));
    const share = samples.median(OURS, RATE) / samples.median(BARE, RATE);
    return {
      samples,
      claims: [
        atLeast("the job's rate", share, 0.8, "of the container's"),
        atMost("memory on top", samples.median(OURS, MEMORY), 100, "MiB"),
      ],
    };
  },
};
