import { expect, test } from "vitest";
import { probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine } from "../../../testing/test-engine.ts";
import { trainingClient } from "../../../testing/training.ts";

test("an engine that ends does not wait for the upload of a huge model, and the next one goes on with it", async () => {
  // 64 GiB that take no place on the disk, and minutes to pack.
  const image = await probeImage("huge", {
    train: "dd if=/dev/zero of=$ml/model/huge bs=1048576 seek=65536 count=0",
  });
  let engine = await startTestEngine({ imageDirectories: [image.directory] });
  try {
    const client = trainingClient(engine);
    await client.create("uploading", image.reference);
    await client.until("uploading", ({ SecondaryStatus: status }) => status === "Uploading");
    const asked = performance.now();
    engine = await engine.restart();
    expect(performance.now() - asked).toBeLessThan(15_000);
    const job = await trainingClient(engine).describe("uploading");
    expect(job).toMatchObject({ TrainingJobStatus: "InProgress", SecondaryStatus: "Uploading" });
  } finally {
    await engine.dispose();
    await image.dispose();
  }
}, 30_000);
