import { rm } from "node:fs/promises";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { newDataDir, REGION, readCredentials, startEngine } from "../e2e/fixtures/engine.ts";

export const ACCOUNT = "000000000000";
export const BUCKET = `sagemaker-${REGION}-${ACCOUNT}`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/trainyard-execution`;

/** What every SDK client of an engine is made with. */
export interface Access {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Runs `work` beside an engine of its own, which knows `images`. */
export async function withEngine<T>(
  images: readonly string[],
  work: (access: Access, dataDir: string) => Promise<T>,
): Promise<T> {
  const dataDir = await newDataDir();
  const { url, process: engine } = await startEngine({ dataDir, images });
  try {
    const credentials = await readCredentials(dataDir);
    return await work({ endpoint: url, region: REGION, credentials }, dataDir);
  } finally {
    await engine.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export const sagemakerOf = (access: Access): SageMakerClient => new SageMakerClient(access);
