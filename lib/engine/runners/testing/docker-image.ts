import { Readable } from "node:stream";
import { pack } from "tar-stream";
import type { DockerEngine } from "../docker/engine-door.ts";
import { BASE_IMAGE } from "./docker.ts";

/** Builds an image of the base image and these programs, on its PATH; answers its id. */
export async function buildImage(
  { client }: DockerEngine,
  name: string,
  programs: Readonly<Record<string, string>>,
  lines: readonly string[] = [],
): Promise<string> {
  const context = pack();
  const copies = Object.keys(programs).map((program) => `COPY ${program} /usr/local/bin/`);
  context.entry({ name: "Dockerfile" }, [`FROM ${BASE_IMAGE}`, ...copies, ...lines].join("\n"));
  for (const [program, script] of Object.entries(programs))
    context.entry({ name: program, mode: 0o755 }, script);
  context.finalize();
  const answer = await client.buildImage(Readable.from(context), { t: name });
  await new Promise<void>((resolve, reject) => {
    client.modem.followProgress(answer, (error) => (error ? reject(error) : resolve()));
  });
  return (await client.getImage(name).inspect()).Id;
}

/** Pushes an image to an engine's registry, as `docker push` does. */
export async function pushImage(
  { client }: DockerEngine,
  id: string,
  target: { readonly name: string; readonly tag: string; readonly password: string },
): Promise<void> {
  const { name, tag, password } = target;
  await client.getImage(id).tag({ repo: name, tag });
  const pushed = client.getImage(`${name}:${tag}`);
  const authconfig = { username: "AWS", password, serveraddress: name.split("/")[0] ?? "" };
  const answer = await pushed.push({ authconfig });
  await new Promise<void>((resolve, reject) => {
    client.modem.followProgress(answer, (error) => (error ? reject(error) : resolve()));
  });
  await pushed.remove({ noprune: true });
}
