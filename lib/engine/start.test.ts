import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListAlgorithmsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { expect, test } from "vitest";
import { temporaryFolder } from "./runners/testing/source-image.ts";
import { startTestEngine } from "./testing/test-engine.ts";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Asks until something listens. */
async function bucketsAt(client: ConstructorParameters<typeof S3Client>[0] & object) {
  for (;;) {
    try {
      return (await new S3Client(client).send(new ListBucketsCommand({}))).Buckets;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
      await pause(5);
    }
  }
}

test.skipIf(process.platform !== "linux")(
  "S3 is answered while the rest gets ready, which nobody is answered by early",
  async () => {
    await using tools = await temporaryFolder();
    const program = join(tools.path, "bwrap");
    const slow = '#!/bin/sh\nwhile [ ! -e "$0.go" ]; do /bin/sleep 0.01; done; echo no >&2; exit 1';
    await writeFile(program, slow, { mode: 0o755 });
    await writeFile(join(tools.path, "nsenter"), "#!/bin/sh\n", { mode: 0o755 });
    const credentials = { accessKeyId: "AKIDOFTHISTESTALONE", secretAccessKey: "secret-of-test" };
    const port = await freePort();
    // A sandbox was asked for, so the start tries it out, and takes as long as that.
    const starting = startTestEngine({
      port,
      credentials,
      runner: "sandbox",
      machine: { PATH: tools.path },
      dataDirectory: join(tools.path, "data"),
    });
    const ended = expect(starting).rejects.toThrow("but there is none");
    const client = {
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials,
      forcePathStyle: true,
      maxAttempts: 1,
    };
    expect(await bucketsAt(client)).toHaveLength(1);
    const asked = new SageMakerClient(client).send(new ListAlgorithmsCommand({}));
    const answered = asked.then(
      () => "answered",
      () => "refused",
    );
    expect(await Promise.race([answered, bucketsAt(client)])).toHaveLength(1);
    await writeFile(`${program}.go`, "");
    await ended;
    // The start failed, so what waited for it is not answered either, and nothing listens any more.
    expect(await answered).toBe("refused");
    await expect(fetch(client.endpoint)).rejects.toThrow("fetch failed");
  },
);
