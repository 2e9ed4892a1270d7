import { createHash } from "node:crypto";
import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import type { TestEngine } from "./test-engine.ts";

export const digestOf = (bytes: Buffer | string): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

const IMAGE_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

/** A client of the registry's own protocol, without any comfort that would hide what is sent. */
export async function registryClient(engine: Pick<TestEngine, "client" | "url">) {
  const ecr = new ECRClient(engine.client);
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = authorizationData?.[0]?.authorizationToken ?? "";
  const authorization = `Basic ${token}`;

  /** `path` is sent as it is, below `/v2/` unless it begins with a slash. */
  const request = (method: string, path: string, init: RequestInit = {}) =>
    fetch(new URL(path.startsWith("/") ? path : `/v2/${path}`, engine.url), {
      ...init,
      method,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    });

  const pushBlob = async (repository: string, bytes: Buffer) => {
    const begun = await request("POST", `${repository}/blobs/uploads/`);
    const location = begun.headers.get("location") ?? "";
    return request("PUT", `${location}?digest=${digestOf(bytes)}`, { body: new Uint8Array(bytes) });
  };

  const putManifest = (
    repository: string,
    reference: string,
    manifest: object | string,
    type = IMAGE_TYPE,
  ) =>
    request("PUT", `${repository}/manifests/${reference}`, {
      body: typeof manifest === "string" ? manifest : JSON.stringify(manifest),
      headers: { "content-type": type },
    });

  return {
    ecr,
    token,
    request,
    pushBlob,
    putManifest,
    /** Pushes an image of one layer; answers its manifest and the manifest's digest. */
    async pushImage(repository: string, tag: string, content = "layer") {
      const config = Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", content }));
      const layer = Buffer.from(content);
      for (const bytes of [config, layer]) await pushBlob(repository, bytes);
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: IMAGE_TYPE,
        config: descriptor("application/vnd.docker.container.image.v1+json", config),
        layers: [descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", layer)],
      });
      const answer = await putManifest(repository, tag, manifest);
      return { manifest, digest: digestOf(manifest), layer, config, status: answer.status };
    },
  };
}

export const descriptor = (mediaType: string, bytes: Buffer) => ({
  mediaType,
  size: bytes.length,
  digest: digestOf(bytes),
});

/** The code of a registry's refusal. */
export const codeOf = async (answer: Response): Promise<string> => {
  const { errors } = (await answer.json()) as { errors: { code: string }[] };
  return `${answer.status} ${errors[0]?.code}`;
};

export type RegistryClient = Awaited<ReturnType<typeof registryClient>>;
