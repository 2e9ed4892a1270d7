import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { AccountTarget } from "@/lib/dashboard/config";
import type { ConfiguredEndpoints } from "@/lib/dashboard/configured-endpoints";
import { presence } from "@/lib/dashboard/presence";
import { processWide } from "@/lib/dashboard/process-wide";
import { AppError } from "@/lib/domain/app-error";
import { LOCAL_TARGET } from "@/lib/domain/targets";
import { serverEnv } from "@/lib/env/server";
import { ACCOUNT_LIMITS, ENGINE_LIMITS, type TargetLimits } from "./limits";
import { accountAgents } from "./network";

type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
};

/** Where one target's calls go, as data: nothing above lib/aws asks which target it is. */
export interface Target {
  readonly name: string;
  readonly region: string;
  /** The engine's address; null for an account. */
  readonly endpoint: string | null;
  /** Where the calls of an account go instead of to AWS's own address for the service. */
  readonly configured?: ConfiguredEndpoints;
  /** Reads them anew each time: who asks keeps them while they are good. */
  readonly credentials: () => Promise<Credentials>;
  readonly roleArn: string | null;
  /** The profile of the shared AWS configuration; null for the engine. */
  readonly profile: string | null;
  readonly limits: TargetLimits;
  /** Whether work runs on the person's own machine, which pages say where AWS shows a price. */
  readonly onThisMachine: boolean;
}

/** The SDK asks again five minutes before this, so a data directory made anew is noticed. */
const CREDENTIALS_LAST_MS = 6 * 60_000;

async function engineCredentials(): Promise<Credentials> {
  const { dataDir, engineCredentials: given } = serverEnv();
  if (given) return given;
  const path = join(dataDir, "credentials.json");
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new AppError("CredentialsMissing", {
      detail: `The engine's credentials cannot be read from ${path}.`,
      fix: "Start the engine with the same data directory (npm start does), then try again.",
      cause,
    });
  });
  const { accessKeyId, secretAccessKey } = parseCredentials(text, path);
  return { accessKeyId, secretAccessKey, expiration: new Date(Date.now() + CREDENTIALS_LAST_MS) };
}

function parseCredentials(text: string, path: string): Credentials {
  const refuse = (cause?: unknown) =>
    new AppError("CredentialsMissing", {
      detail: `${path} does not hold an accessKeyId and a secretAccessKey.`,
      fix: "Delete the file and start the engine again: it makes a new one.",
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse(cause);
  }
  const { accessKeyId, secretAccessKey } = (value ?? {}) as Record<string, unknown>;
  if (typeof accessKeyId !== "string" || typeof secretAccessKey !== "string") throw refuse();
  return { accessKeyId, secretAccessKey };
}

/**
 * "default" means the standard chain, which also knows environment and instance roles; a named
 * profile must be that profile and nothing else. Without `ignoreCache` the files are read once in
 * the life of the process, and whoever signs in again would have to restart it.
 */
const accountCredentials = ({ profile, region }: AccountTarget): Promise<Credentials> =>
  fromNodeProviderChain({
    ...(profile === "default" ? {} : { profile }),
    ignoreCache: true,
    clientConfig: { region, requestHandler: accountAgents() },
  })();

function buildTargets(): ReadonlyMap<string, Target> {
  const { engineUrl, region, roleArn, accountTargets } = serverEnv();
  const local: Target = {
    name: LOCAL_TARGET,
    region,
    // Passed to every client in so many words: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS would send
    // calls meant for this machine to the real account if the environment alone said so.
    endpoint: engineUrl,
    credentials: engineCredentials,
    roleArn: null,
    profile: null,
    limits: ENGINE_LIMITS,
    onThisMachine: true,
  };
  const accounts = accountTargets.map(
    (account): Target => ({
      name: account.name,
      region: account.region,
      endpoint: null,
      configured: (service) => presence().endpoints.get(account.profile)?.(service) ?? null,
      credentials: () => accountCredentials(account),
      roleArn,
      profile: account.profile,
      limits: ACCOUNT_LIMITS,
      onThisMachine: false,
    }),
  );
  return new Map([local, ...accounts].map((target) => [target.name, target]));
}

const targets = (): ReadonlyMap<string, Target> => processWide("aws.targets", buildTargets);

export const listTargets = (): readonly Target[] => [...targets().values()];

/** The target of a URL's first segment, or null when none is configured under that name. */
export const findTarget = (name: string): Target | null => targets().get(name) ?? null;
