import { text } from "node:stream/consumers";
import * as z from "zod";
import type { ImageStore } from "../../state/image-store.ts";
import type { LayeredImage } from "../layered-image.ts";

/** What an image says about how it is run, of the OCI image configuration. */
const configuration = z.looseObject({
  architecture: z.string(),
  config: z
    .looseObject({
      Env: z.array(z.string()).nullish(),
      Entrypoint: z.array(z.string()).nullish(),
      Cmd: z.array(z.string()).nullish(),
      WorkingDir: z.string().nullish(),
    })
    .nullish(),
});

export interface ImageSettings {
  readonly architecture: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  /** Absolute. */
  readonly workingDirectory: string;
}

/** A configuration is a page of text. */
const MOST_BYTES = 1024 * 1024;

export async function readImageSettings(
  { layers }: Pick<ImageStore, "layers">,
  { manifest }: LayeredImage,
): Promise<ImageSettings> {
  const { digest } = manifest.config;
  const layer = layers.get(digest);
  if (!layer) throw new Error(`the registry does not have its configuration ${digest}`);
  if (layer.size > MOST_BYTES) throw new Error("its configuration is larger than 1 MiB");
  const parsed = configuration.safeParse(
    JSON.parse(await text(layers.open(digest, 0, layer.size - 1))),
  );
  if (!parsed.success) throw new Error(`its configuration is none: ${parsed.error.message}`);
  const { architecture, config } = parsed.data;
  const variables = (config?.Env ?? []).map((assignment) => {
    const mark = assignment.indexOf("=");
    return [assignment.slice(0, mark), assignment.slice(mark + 1)] as const;
  });
  return {
    architecture,
    environment: Object.fromEntries(variables.filter(([name]) => name !== "")),
    entrypoint: config?.Entrypoint ?? [],
    workingDirectory: `/${config?.WorkingDir ?? ""}`.replace(/^\/+/, "/"),
  };
}
