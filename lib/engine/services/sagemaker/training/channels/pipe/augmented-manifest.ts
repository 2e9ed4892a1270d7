import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import type { Channel } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../../../state/objects.ts";
import { parseS3Uri, type S3Location, toS3Uri } from "../../../containers/s3-uri.ts";
import { JobFailure } from "../../job-failure.ts";

/** An attribute whose value is the S3 URI of what is meant. */
const REFERENCE = "-ref";

/** The lines of an augmented manifest: one JSON object on each. */
export async function manifestLines(
  objects: ObjectStore,
  { bucket, key }: S3Location,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: objects.open(bucket, key) }))
    if (line.trim() !== "") lines.push(line);
  return lines;
}

/** What one line stands for, attribute by attribute in the order that the channel asks for. */
export async function* attributesOf(
  objects: ObjectStore,
  channel: Channel,
  line: string,
): AsyncGenerator<Uint8Array> {
  const record = parseLine(channel, line);
  for (const name of channel.DataSource?.S3DataSource?.AttributeNames ?? []) {
    const value = record[name];
    if (value === undefined)
      throw fault(channel, `a line of the augmented manifest has no attribute ${name}`);
    yield name.endsWith(REFERENCE)
      ? await readReference(objects, channel, String(value))
      : Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  }
}

function parseLine(channel: Channel, line: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed === "object" && parsed !== null)
      return parsed as Readonly<Record<string, unknown>>;
  } catch {
    // Said below, as for what is JSON and no object.
  }
  throw fault(channel, `a line of the augmented manifest is no JSON object: ${line.slice(0, 200)}`);
}

function readReference(objects: ObjectStore, channel: Channel, uri: string): Promise<Buffer> {
  const location = parseS3Uri(uri);
  if (!(location && objects.head(location.bucket, location.key)))
    throw fault(
      channel,
      `NoSuchKey (404): the augmented manifest names ${location ? toS3Uri(location) : uri}, which does not exist`,
    );
  return buffer(objects.open(location.bucket, location.key));
}

const fault = ({ ChannelName }: Channel, cause: string) =>
  new JobFailure(`ClientError: Data download failed for channel ${ChannelName}: ${cause}.`);
