import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { newDataDir, REGION, readCredentials, startEngine } from "../e2e/fixtures/engine.ts";
import { ROOT } from "../e2e/fixtures/processes.ts";

export const ACCOUNT = "000000000000";
export const BUCKET = `sagemaker-${REGION}-${ACCOUNT}`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/trainyard-execution`;

/** What every SDK client of an engine is made with. */
export interface Access {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Bundles the engine where its sources changed; answers what npm start and npm run engine run. */
export async function bundledEngine(): Promise<string> {
  await promisify(execFile)(process.execPath, [join(ROOT, "scripts", "build-engine.mjs")]);
  return join(ROOT, "dist", "engine", "main.cjs");
}

/** Runs `work` beside an engine of its own, which knows `images` and begins with `seed` jobs. */
export async function withEngine<T>(
  images: readonly string[],
  work: (access: Access, dataDir: string, pid: number | undefined) => Promise<T>,
  { seed }: { readonly seed?: number } = {},
): Promise<T> {
  const dataDir = await newDataDir();
  const program = await bundledEngine();
  const { url, process: engine } = await startEngine({
    dataDir,
    images,
    program,
    ...(seed === undefined ? {} : { seed }),
  });
  try {
    const credentials = await readCredentials(dataDir);
    return await work({ endpoint: url, region: REGION, credentials }, dataDir, engine.child.pid);
  } finally {
    await engine.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export const sagemakerOf = (access: Access): SageMakerClient => new SageMakerClient(access);
