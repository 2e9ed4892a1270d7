import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { shippedImages } from "./shipped-images.ts";
import type { Credentials } from "./state/credentials.ts";
import { EXECUTION_ROLE } from "./state/execution-role.ts";

/** Everything the engine can be told, from the command line and the environment. */
export interface EngineConfig {
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** Absent: the data directory's own, made at random once. */
  readonly credentials?: Credentials;
  readonly runner: "auto" | "sandbox" | "process";
  /** Folders of source images, absolute. */
  readonly imageDirectories: readonly string[];
  /** The largest body that InvokeEndpoint takes, in bytes. */
  readonly maxPayloadBytes: number;
  /** Until its first healthy ping, for endpoints whose configuration says nothing. */
  readonly startupTimeoutSeconds: number;
  /** The Python that environments are made of; absent: the newest on the path. */
  readonly python?: string;
  /** This machine's environment variables, for finding programs; containers do not see them. */
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** How many finished training jobs to write into the empty store, for benchmarks of lists. */
  readonly seed?: number;
  /** Host names beside loopback's that requests may be addressed to. */
  readonly hosts: readonly string[];
  /** "aws": calls that come faster than AWS answers them are refused as AWS refuses them. */
  readonly throttles: "none" | "aws";
  /** Names of the roles that IAM knows; each trusts SageMaker. */
  readonly roles: readonly string[];
}

/** SageMaker's limit for real-time endpoints, from its service model. */
export const DEFAULT_MAX_PAYLOAD_BYTES = 6_291_456;
/** AWS documents 4 minutes in 2023 and 8 today. */
export const DEFAULT_STARTUP_TIMEOUT_SECONDS = 240;
const MAX_PAYLOAD_LIMIT = 64 * 1024 * 1024;
const MOST_SEEDED_JOBS = 100_000;

const settings = z
  .object({
    "--port or TRAINYARD_ENGINE_PORT": z.coerce.number().int().min(0).max(65_535),
    "--data-dir or TRAINYARD_DATA_DIR": z.string().min(1),
    "--seed": z.coerce.number().int().min(1).max(MOST_SEEDED_JOBS).optional(),
    TRAINYARD_ACCOUNT_ID: z.string().regex(/^\d{12}$/, "must be twelve digits"),
    AWS_REGION: z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "must be a region such as us-east-1"),
    TRAINYARD_ACCESS_KEY_ID: z
      .string()
      .regex(/^\w{16,128}$/, "must be 16 to 128 letters, digits or underscores")
      .optional(),
    TRAINYARD_SECRET_ACCESS_KEY: z.string().min(8, "must have at least 8 characters").optional(),
    TRAINYARD_MAX_PAYLOAD_BYTES: z.coerce.number().int().min(1).max(MAX_PAYLOAD_LIMIT),
    TRAINYARD_STARTUP_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(3600),
    TRAINYARD_RUNNER: z.enum(["auto", "sandbox", "process"]),
    TRAINYARD_PYTHON: z.string().optional(),
    TRAINYARD_ENGINE_HOSTS: z.array(z.string().regex(/^[a-z0-9.-]+$/, "must be host names")),
    "--throttles or TRAINYARD_THROTTLES": z.enum(["none", "aws"]),
    TRAINYARD_ROLES: z.array(z.string().regex(/^[\w+=.@-]{1,64}$/, "must be names of roles")),
  })
  .refine((given) => !given.TRAINYARD_ACCESS_KEY_ID === !given.TRAINYARD_SECRET_ACCESS_KEY, {
    path: ["TRAINYARD_SECRET_ACCESS_KEY"],
    message: "must be set together with TRAINYARD_ACCESS_KEY_ID",
  });

/** What the process shall do. Throws an Error that names every bad setting. */
export function parseCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly command: "serve" | "prepare"; readonly config: EngineConfig } {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: "string" },
      "data-dir": { type: "string" },
      image: { type: "string", multiple: true },
      seed: { type: "string" },
      throttles: { type: "string" },
    },
  });
  const [command = "serve", ...rest] = positionals;
  if ((command !== "serve" && command !== "prepare") || rest.length > 0) {
    throw new Error(
      `Unknown command "${positionals.join(" ")}"; the commands are serve and prepare.`,
    );
  }
  const parsed = settings.safeParse({
    ...environmentSettings(env),
    "--port or TRAINYARD_ENGINE_PORT": values.port ?? given(env["TRAINYARD_ENGINE_PORT"]) ?? "4566",
    "--data-dir or TRAINYARD_DATA_DIR":
      values["data-dir"] ?? given(env["TRAINYARD_DATA_DIR"]) ?? defaultDataDirectory(env),
    "--seed": values.seed,
    "--throttles or TRAINYARD_THROTTLES":
      values.throttles ?? given(env["TRAINYARD_THROTTLES"]) ?? "none",
  });
  if (!parsed.success) throw new Error(`Invalid settings:\n${z.prettifyError(parsed.error)}`);
  return { command, config: toConfig(parsed.data, values.image ?? [], env) };
}

function environmentSettings(env: EngineConfig["machine"]) {
  return {
    TRAINYARD_ACCOUNT_ID: given(env["TRAINYARD_ACCOUNT_ID"]) ?? "000000000000",
    AWS_REGION: given(env["AWS_REGION"]) ?? "us-east-1",
    TRAINYARD_ACCESS_KEY_ID: given(env["TRAINYARD_ACCESS_KEY_ID"]),
    TRAINYARD_SECRET_ACCESS_KEY: given(env["TRAINYARD_SECRET_ACCESS_KEY"]),
    TRAINYARD_MAX_PAYLOAD_BYTES:
      given(env["TRAINYARD_MAX_PAYLOAD_BYTES"]) ?? DEFAULT_MAX_PAYLOAD_BYTES,
    TRAINYARD_STARTUP_TIMEOUT_SECONDS:
      given(env["TRAINYARD_STARTUP_TIMEOUT_SECONDS"]) ?? DEFAULT_STARTUP_TIMEOUT_SECONDS,
    TRAINYARD_RUNNER: given(env["TRAINYARD_RUNNER"]) ?? "auto",
    TRAINYARD_PYTHON: given(env["TRAINYARD_PYTHON"]),
    TRAINYARD_ENGINE_HOSTS: (env["TRAINYARD_ENGINE_HOSTS"] ?? "").split(",").filter(Boolean),
    TRAINYARD_ROLES: (given(env["TRAINYARD_ROLES"]) ?? EXECUTION_ROLE).split(","),
  };
}

function toConfig(
  parsed: z.infer<typeof settings>,
  images: readonly string[],
  machine: EngineConfig["machine"],
): EngineConfig {
  const { TRAINYARD_ACCESS_KEY_ID: accessKeyId, TRAINYARD_SECRET_ACCESS_KEY: secretAccessKey } =
    parsed;
  return {
    port: parsed["--port or TRAINYARD_ENGINE_PORT"],
    dataDirectory: resolve(parsed["--data-dir or TRAINYARD_DATA_DIR"]),
    accountId: parsed.TRAINYARD_ACCOUNT_ID,
    region: parsed.AWS_REGION,
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    runner: parsed.TRAINYARD_RUNNER,
    imageDirectories: [...shippedImages(), ...images.map((directory) => resolve(directory))],
    maxPayloadBytes: parsed.TRAINYARD_MAX_PAYLOAD_BYTES,
    startupTimeoutSeconds: parsed.TRAINYARD_STARTUP_TIMEOUT_SECONDS,
    ...(parsed.TRAINYARD_PYTHON ? { python: parsed.TRAINYARD_PYTHON } : {}),
    machine,
    ...(parsed["--seed"] === undefined ? {} : { seed: parsed["--seed"] }),
    hosts: parsed.TRAINYARD_ENGINE_HOSTS,
    throttles: parsed["--throttles or TRAINYARD_THROTTLES"],
    roles: parsed.TRAINYARD_ROLES,
  };
}

/** An empty variable counts as not set, as the launchers of many systems leave them. */
function given(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

function defaultDataDirectory(env: Readonly<Record<string, string | undefined>>): string {
  return join(given(env["XDG_DATA_HOME"]) ?? join(homedir(), ".local", "share"), "trainyard");
}
