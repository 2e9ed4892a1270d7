import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import Papa from "papaparse";
import { LauncherError, ROOT } from "../launcher/project.mjs";

const SAMPLES = join(ROOT, "public", "samples");
/** Far below InvokeEndpoint's 6,291,456 bytes at the width of this sample. */
const ROWS_A_REQUEST = 2000;

/**
 * Reads one of the shipped samples.
 * @returns {Promise<{ fileName: string, text: string, header: string[], rows: string[][] }>}
 */
export async function readSample(fileName) {
  const text = await readFile(join(SAMPLES, fileName), "utf8");
  const { data, errors } = Papa.parse(text, { skipEmptyLines: true });
  if (errors.length > 0) throw new LauncherError(`${fileName}: ${errors[0].message}`);
  const [header, ...rows] = data;
  return { fileName, text, header, rows };
}

async function predict({ runtime }, endpoint, header, rows) {
  const answer = await runtime.send(
    new InvokeEndpointCommand({
      EndpointName: endpoint,
      ContentType: "text/csv; header=present",
      Accept: "text/csv",
      Body: Papa.unparse([header, ...rows], { newline: "\n" }),
    }),
  );
  return Buffer.from(answer.Body).toString("utf8").trim().split(/\r?\n/).map(Number);
}

/** Scores a sample and keeps the predictions in the bucket and in a file. */
export async function scoreSample(clients, { name, bucket, say }, sample, dataDir) {
  const { header, rows } = sample;
  const predictions = [];
  for (let at = 0; at < rows.length; at += ROWS_A_REQUEST) {
    const some = rows.slice(at, at + ROWS_A_REQUEST);
    predictions.push(...(await predict(clients, name, header, some)));
  }
  if (predictions.length !== rows.length || !predictions.every(Number.isFinite)) {
    throw new LauncherError(
      `The endpoint answered ${predictions.length} predictions for ${rows.length} rows, or not all are numbers.`,
    );
  }
  const table = [[...header, "prediction"], ...rows.map((row, i) => [...row, predictions[i]])];
  const text = `${Papa.unparse(table, { newline: "\n" })}\n`;
  const Key = `scoring/${name}/demo/predictions.csv`;
  await clients.s3.send(
    new PutObjectCommand({ Bucket: bucket, Key, Body: text, ContentType: "text/csv" }),
  );
  const folder = join(dataDir, "demo");
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}-predictions.csv`);
  await writeFile(file, text);
  say(`Scored ${rows.length} rows. Predictions: s3://${bucket}/${Key}\n  and here: ${file}`);
}
