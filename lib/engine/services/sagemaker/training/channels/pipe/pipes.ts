import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Channel } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../../../state/objects.ts";
import type { TrainingJob } from "../../../records.ts";
import { failingJob, JobFailure } from "../../job-failure.ts";
import { channelFolder, channelsOf, type HostPlace } from "../host-channels.ts";
import { epochBytes, filesOf } from "./epoch-bytes.ts";
import { type FifoFolder, openFifoFolder } from "./fifo.ts";

/** The pipes of one instance's channels. */
export interface Pipes {
  /** Aborted, with a JobFailure, when a channel's data cannot be read or written. */
  readonly broken: AbortSignal;
  /** Ends them; settles when they are closed. */
  close(): Promise<void>;
}

const READER_GONE = ["EPIPE", "ECONNRESET"];

/**
 * Makes `<channel>_0` for each channel of Pipe mode and feeds it once it is read. When an epoch is
 * begun, the FIFO of the next one is there; it ends when all is read or its reader closes it.
 */
export async function openPipes(
  objects: ObjectStore,
  job: TrainingJob,
  place: HostPlace,
): Promise<Pipes> {
  const broken = new AbortController();
  const over = new AbortController();
  const channels = channelsOf(job, place, "Pipe");
  const feeds = await Promise.all(
    channels.map(async (channel) => {
      // What is wrong with its data is said before the start, where it can be.
      await failingJob(filesOf(objects, channel, place));
      const path = channelFolder(place.mlRoot, channel);
      const folder = await openFifoFolder(dirname(path));
      const name = basename(path);
      await folder.make(`${name}_0`);
      return { channel, folder, name };
    }),
  );
  const done = feeds.map(({ channel, folder, name }) =>
    failingJob(
      feed(folder, name, over.signal, (epoch) => epochBytes(objects, channel, place, epoch)),
    )
      .catch((error: Error) => broken.abort(asFailure(channel, error)))
      .finally(() => folder.close()),
  );
  return {
    broken: broken.signal,
    async close() {
      over.abort();
      await Promise.all(done);
    },
  };
}

const asFailure = ({ ChannelName }: Channel, error: Error): JobFailure =>
  error instanceof JobFailure
    ? error
    : new JobFailure(`ClientError: The pipe of channel ${ChannelName} broke: ${error.message}`);

async function feed(
  folder: FifoFolder,
  name: string,
  signal: AbortSignal,
  bytesOf: (epoch: number) => AsyncIterable<Uint8Array>,
): Promise<void> {
  for (let epoch = 0; ; epoch += 1) {
    const pipe = await folder.openForReader(`${name}_${epoch}`, signal);
    if (!pipe) return;
    await folder.make(`${name}_${epoch + 1}`);
    await folder.remove(`${name}_${epoch}`);
    try {
      await pipeline(Readable.from(bytesOf(epoch), { objectMode: false }), pipe, { signal });
    } catch (error) {
      if (signal.aborted) return;
      // Who read enough closes the pipe, and may open the next one.
      if (!READER_GONE.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}
