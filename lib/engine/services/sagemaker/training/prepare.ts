import { mkdir } from "node:fs/promises";
import type { ResolvedImage, Runner } from "../../../runners/runner.ts";
import type { TrainingJob } from "../records.ts";
import { downloadChannels } from "./channels/host-channels.ts";
import { restoreCheckpoints } from "./checkpoints.ts";
import { writeInputConfig } from "./input-config.ts";
import { JobFailure } from "./job-failure.ts";
import { placeScript } from "./script-mode.ts";
import { messageOf, type Run, step } from "./training-run.ts";
import { MESSAGES } from "./transitions.ts";

/** A job whose containers can be started. */
export interface Prepared {
  readonly job: TrainingJob;
  readonly image: ResolvedImage;
  readonly runner: Runner;
}

/** Brings the files of every instance in place, and the image. */
export async function prepareRun(run: Run): Promise<Prepared> {
  const { deps, control, hosts } = run;
  const wanted = deps.jobs.get(run.name)?.image ?? "";
  const image = await deps.images.resolve(wanted);
  if (!image) throw new JobFailure(`ClientError: Cannot pull image ${wanted}: it does not exist.`);
  const runner = await deps.runner(image);
  const job = step(run, "Starting", MESSAGES.preparing + cautionsOf(runner, hosts.length));
  for (const host of hosts) {
    await mkdir(host.mlRoot, { recursive: true });
    await writeInputConfig(host, job);
  }
  control.signal.throwIfAborted();
  step(run, "Downloading", MESSAGES.downloading);
  for (const host of hosts) {
    await downloadChannels(deps.objects, job, host, control.signal);
    await restoreCheckpoints(deps.objects, job, host, control.signal);
    await placeScript(deps.objects, job, host.mlRoot, control.signal);
  }
  const progress = (line: string) => void step(run, "Downloading", line);
  await runner.prepare(image, progress, control.signal).catch((error: unknown) => {
    control.signal.throwIfAborted();
    throw new JobFailure(`ClientError: the image could not be prepared: ${messageOf(error)}`);
  });
  control.signal.throwIfAborted();
  step(run, "Training", MESSAGES.image);
  return { job, image, runner };
}

/** Whoever looks at the job must see when its code runs with the user's own rights, or without names. */
function cautionsOf({ name, isolation, openNetwork }: Runner, count: number): string {
  const lines = [
    ...(name === "process" ? [isolation] : []),
    ...(count > 1 && !openNetwork ? ["Its instances cannot find each other by name."] : []),
  ];
  return lines.length === 0 ? "" : `. ${lines.join(" ")}`;
}
