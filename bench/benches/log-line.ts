import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { type Access, sagemakerOf, withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, pause, percentile, untilItSucceeds } from "../harness.ts";
import { probeImage } from "../probe-image.ts";
import { createJob } from "./training-job.ts";

export const LINES = 20;
const GROUP = "/aws/sagemaker/TrainingJobs";
const P50 = "p50, ms";
const MAX = "slowest, ms";
const NAME = "GetLogEvents";

async function streamOf(logs: CloudWatchLogsClient, job: string): Promise<string> {
  const find = new DescribeLogStreamsCommand({ logGroupName: GROUP, logStreamNamePrefix: job });
  return untilItSucceeds(async () => {
    const name = (await logs.send(find)).logStreams?.[0]?.logStreamName;
    if (name === undefined) throw new Error("no log stream yet");
    return name;
  });
}

/** Milliseconds from printing each line, which is the time it was printed, to reading it. */
export async function delays(access: Access, job: string): Promise<readonly number[]> {
  const logs = new CloudWatchLogsClient(access);
  const logStreamName = await streamOf(logs, job);
  const found: number[] = [];
  let nextToken: string | undefined;
  while (found.length < LINES) {
    const page = await logs.send(
      new GetLogEventsCommand({
        logGroupName: GROUP,
        logStreamName,
        startFromHead: true,
        nextToken,
      }),
    );
    const now = performance.timeOrigin + performance.now();
    for (const { message = "" } of page.events ?? []) found.push(now - Number(message) / 1e6);
    nextToken = page.nextForwardToken;
    await pause();
  }
  return found;
}

export const logLine: Bench = {
  name: "log-line",
  title: "A printed line",
  about: `From a training program printing a line to a client reading it by GetLogEvents, asked every few milliseconds: ${LINES} lines a run, five a second.`,
  runs: 3,
  run: async (runs) => {
    const image = await probeImage();
    const samples = await withEngine([image.directory], (access) =>
      alternate(
        [
          {
            name: NAME,
            measure: async () => {
              const settings = { bytes: "0", lines: String(LINES) };
              const job = await createJob(sagemakerOf(access), image, settings);
              const all = await delays(access, job);
              return { [P50]: percentile(all, 0.5), [MAX]: Math.max(...all) };
            },
          },
        ],
        runs,
      ),
    ).finally(image.remove);
    return { samples, claims: [atMost("the slowest line", samples.median(NAME, MAX), 100, "ms")] };
  },
};
