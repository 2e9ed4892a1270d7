import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListMultipartUploadsCommand, ListPartsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, type Page } from "@playwright/test";
import { startEngine } from "./fixtures/engine";
import { type Trainyard, test } from "./fixtures/trainyard";

// The engine of this Trainyard is killed.
test.use({ own: "upload-resume" });

const PARTS = 8;
const PART_BYTES = 8 * 1024 * 1024;
/** Slow enough that the upload is far from done when three parts have arrived. */
const BYTES_PER_SECOND = 16 * 1024 * 1024;
const ROW = "1234567,7654321\n";

let folder: string;
let file: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trainyard-resume-"));
  file = join(folder, "large.csv");
  await writeFile(file, `a,b\n${ROW.repeat((PARTS * PART_BYTES) / ROW.length - 1)}`);
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Numbers of the parts that S3 holds of the one upload under way. */
async function heldParts({ engineUrl, region, credentials }: Trainyard): Promise<number[]> {
  const s3 = new S3Client({ endpoint: engineUrl, region, credentials, forcePathStyle: true });
  const Bucket = `sagemaker-${region}-000000000000`;
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  const [upload] = Uploads;
  if (!upload) return [];
  const { Key, UploadId } = upload;
  const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  return Parts.map(({ PartNumber = 0 }) => PartNumber);
}

async function choose(page: Page) {
  await page.goto("/local/datasets?upload=1");
  await page.getByLabel("CSV file").setInputFiles(file);
}

test("after a reload and a killed engine, only the parts that were missing are sent", async ({
  page,
  trainyard,
}) => {
  test.setTimeout(240_000);
  page.on("dialog", (dialog) => dialog.accept());
  const network = await page.context().newCDPSession(page);
  const line = (uploadThroughput: number) =>
    network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await line(BYTES_PER_SECOND);
  await choose(page);
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect
    .poll(async () => (await heldParts(trainyard)).length, { intervals: [100] })
    .toBeGreaterThanOrEqual(3);
  await page.reload();

  const killed = once(trainyard.engine.child, "exit");
  trainyard.engine.child.kill("SIGKILL");
  await killed;
  const { port } = new URL(trainyard.engineUrl);
  const again = await startEngine({ dataDir: trainyard.dataDir, port });
  const held = await heldParts(trainyard);
  expect(held.length).toBeGreaterThanOrEqual(3);
  expect(held.length).toBeLessThan(PARTS);

  await line(-1);
  const sent: number[] = [];
  page.on("request", (request) => {
    const part = new URL(request.url()).searchParams.get("partNumber");
    if (request.method() === "PUT" && part) sent.push(Number(part));
  });
  await choose(page);
  await expect(page.getByText("This file was being uploaded before")).toBeVisible();
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "large" })).toBeVisible({
    timeout: 60_000,
  });
  const all = Array.from({ length: PARTS }, (_, at) => at + 1);
  expect(sent.toSorted((a, b) => a - b)).toEqual(all.filter((part) => !held.includes(part)));
  await again.process.stop();
});
