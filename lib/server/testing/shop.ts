import { createHash } from "node:crypto";
import type { Target } from "@/lib/aws/targets";
import type { CreateTrainingJobBody } from "@/lib/contracts/training-jobs";
import { probeImage } from "@/lib/engine/testing/probe-image";
import { startTestEngine } from "@/lib/engine/testing/test-engine";
import { completeUpload, signParts, startUpload } from "../uploads";
import { testTarget } from "./test-target";

/** A small table of numbers and categories with its label last. */
export const shopCsv = (rows: number): string => {
  const line = (at: number) => `${at},${at % 3 ? "Small" : "Large"},${at * 1.25}`;
  return `price,size,sales\n${Array.from({ length: rows }, (_, at) => line(at)).join("\n")}\n`;
};

export const SHOP_SCHEMA = {
  version: 1,
  task: "regression",
  rows: 100,
  header: "present",
  target: { name: "sales", type: "number", min: 0, max: 123.75, mean: 61.9 },
  features: [
    { name: "price", type: "number", missing: 0, min: 0, max: 99, mean: 49.5 },
    {
      name: "size",
      type: "category",
      missing: 0,
      categories: [{ value: "Small" }, { value: "Large" }],
    },
  ],
};

export const SHOP_EVALUATION = {
  version: 1,
  task: "regression",
  protocol: { kind: "holdout", rows: 10, fraction: 0.1, seed: 5, words: "a random 10 %" },
  metrics: { rmse: { value: 12.5, low: 10, high: 15, level: 0.95, better: "lower" } },
  predictions: { sampled: false, row: [3], actual: [1.5], predicted: [null], features: {} },
};

/** Uploads a small file as the browser does: in one signed part. */
export async function uploadText(target: Target, name: string, text: string): Promise<void> {
  const bytes = new Uint8Array(Buffer.from(text));
  const file = "data.csv";
  const { uploadId } = await startUpload(target, { name, file, size: bytes.length });
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  const { parts } = await signParts(target, name, {
    file,
    uploadId,
    parts: [{ number: 1, sha256 }],
  });
  for (const { url, headers } of parts) await fetch(url, { method: "PUT", body: bytes, headers });
  await completeUpload(target, name, { file, uploadId, size: bytes.length });
}

/**
 * Fails, sleeps or writes a long log where a hyperparameter says so, else writes a model and what
 * it says of it.
 */
const TRAIN = `
if grep -q sleep $ml/input/config/hyperparameters.json; then exec sleep 600; fi
if grep -q fail $ml/input/config/hyperparameters.json; then
  printf 'Traceback (most recent call last):\\n  File "x.py", line 1\\nKeyError: sales' > $ml/output/failure
  exit 3
fi
if grep -q long $ml/input/config/hyperparameters.json; then seq -f 'step=%.0f' 25000; exit 0; fi
mkdir -p $ml/output/data $ml/model
echo "rmse=12.5"
echo model > $ml/model/model.txt
echo '${JSON.stringify(SHOP_SCHEMA)}' > $ml/output/data/schema.json
cp $ml/output/data/schema.json $ml/model/schema.json
echo '${JSON.stringify(SHOP_EVALUATION)}' > $ml/output/data/evaluation.json`;

export const SHOP_BUCKET = "sagemaker-us-east-1-000000000000";
export const SHOP_ROLE = "arn:aws:iam::000000000000:role/trainyard-execution";

/** An engine with the image `shop:1` and the dataset `shop` of a hundred rows. */
export async function openShop() {
  const image = await probeImage("shop", { train: TRAIN, serve: "exec python3 server.py" });
  const engine = await startTestEngine({ imageDirectories: [image.directory] });
  const target = testTarget(engine);
  await uploadText(target, "shop", shopCsv(100));
  return {
    image,
    target,
    async close() {
      await engine.dispose();
      await image.dispose();
    },
  };
}

/** A complete form for a job on the shop's data. */
export const shopJob = (
  name: string,
  more: Partial<CreateTrainingJobBody> = {},
): CreateTrainingJobBody => ({
  name,
  algorithm: "shop-1",
  dataset: "shop",
  channels: [
    { name: "training", uri: `s3://${SHOP_BUCKET}/datasets/shop/data/`, contentType: "text/csv" },
  ],
  hyperparameters: { target: "sales" },
  metrics: [{ name: "rmse", regex: "rmse=([0-9.]+)" }],
  roleArn: SHOP_ROLE,
  instanceType: "ml.m5.large",
  instanceCount: 1,
  volumeGb: 10,
  maxRuntimeSeconds: 3600,
  ...more,
});
