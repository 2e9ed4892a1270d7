import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** An account the dashboard may show: a profile of the shared AWS configuration, and a region. */
export interface AccountTarget {
  /** As it stands in URLs. */
  readonly name: string;
  readonly profile: string;
  readonly region: string;
}

/** Everything the dashboard learns from its environment. */
export interface DashboardConfig {
  /** 0 asks for any free port. */
  readonly port: number;
  readonly host: string;
  /** Host header values accepted beside the loopback names, as `name` or `name:port`. */
  readonly allowedHosts: readonly string[];
  readonly dataDir: string;
  readonly engineUrl: string;
  /** Set only when both halves are; otherwise the engine's file in the data directory is read. */
  readonly engineCredentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  } | null;
  readonly region: string;
  readonly roleArn: string | null;
  readonly accountTargets: readonly AccountTarget[];
  /** How calls of accounts leave this machine; the engine is asked directly. */
  readonly network: {
    /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in the spelling they came in. */
    readonly proxies: Readonly<Record<string, string>>;
    /** A file of certificates to trust in place of the usual ones; AWS_CA_BUNDLE. */
    readonly caBundle: string | null;
  };
  readonly dev: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = ["127.0.0.1", "::1", "localhost"] as const;
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/;

const url = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: "is not an http:// or https:// address",
  });

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

/** Characters a URL segment may not hold become hyphens. */
const targetName = (profile: string, region: string): string =>
  `${profile}-${region}`.toLowerCase().replace(/[^a-z0-9-]+/g, "-");

const accountTarget = z.string().transform((text, context): AccountTarget => {
  const at = text.lastIndexOf(":");
  const profile = text.slice(0, Math.max(at, 0));
  const region = text.slice(at + 1);
  if (profile === "" || !REGION.test(region)) {
    context.addIssue({ code: "custom", message: `"${text}" is not profile:region` });
    return z.NEVER;
  }
  return { name: targetName(profile, region), profile, region };
});

/** A link must mean one thing; the same target said twice is one. */
const accountTargets = z.array(accountTarget).transform((targets, context) => {
  const byName = new Map<string, AccountTarget>();
  for (const target of targets) {
    const known = byName.get(target.name);
    if (known && known.profile !== target.profile) {
      context.addIssue({
        code: "custom",
        message: `the profiles "${known.profile}" and "${target.profile}" would both be called ${target.name}: rename one of them`,
      });
    }
    byName.set(target.name, target);
  }
  return [...byName.values()];
});

const environment = z
  .object({
    TRAINYARD_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    TRAINYARD_HOST: z
      .enum(LOOPBACK, {
        error: `must be one of ${LOOPBACK.join(", ")}: the dashboard starts programs and has no login, so it listens on this machine only`,
      })
      .default("127.0.0.1"),
    TRAINYARD_ALLOWED_HOSTS: list.default([]),
    TRAINYARD_DATA_DIR: z.string().min(1).optional(),
    TRAINYARD_ENGINE_URL: url.default("http://127.0.0.1:4566"),
    TRAINYARD_ACCESS_KEY_ID: z.string().min(1).optional(),
    TRAINYARD_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    TRAINYARD_ROLE_ARN: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, "is not the ARN of an IAM role")
      .optional(),
    TRAINYARD_AWS_TARGETS: list.pipe(accountTargets).default([]),
    TRAINYARD_DEV: z.enum(["0", "1"]).default("0"),
    AWS_REGION: z.string().regex(REGION, "is not the name of an AWS region").default("us-east-1"),
    XDG_DATA_HOME: z.string().min(1).optional(),
    AWS_CA_BUNDLE: z.string().min(1).optional(),
  })
  .refine(
    (env) => !env.TRAINYARD_ACCESS_KEY_ID === !env.TRAINYARD_SECRET_ACCESS_KEY,
    "TRAINYARD_ACCESS_KEY_ID and TRAINYARD_SECRET_ACCESS_KEY must be set together",
  );

const PROXY = /^(https?|no)_proxy$/i;

/** curl takes a proxy without its scheme, so many are written so. */
const withScheme = (name: string, value: string): string =>
  /^no_/i.test(name) || value.includes("://") ? value : `http://${value}`;

/** As every other program reads them: both spellings are in use. */
const proxiesOf = (env: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      PROXY.test(name) && value ? [[name, withScheme(name, value)]] : [],
    ),
  );

/** An empty variable is one that is not set: shells and compose files cannot say otherwise. */
const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));

/**
 * Reads the environment once.
 * @throws Error naming every bad variable and what it should be.
 */
export function readConfig(env: Environment): DashboardConfig {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) throw new Error(`Invalid environment:\n${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  const { TRAINYARD_ACCESS_KEY_ID: accessKeyId, TRAINYARD_SECRET_ACCESS_KEY: secretAccessKey } =
    values;
  return {
    port: values.TRAINYARD_PORT,
    host: values.TRAINYARD_HOST,
    allowedHosts: values.TRAINYARD_ALLOWED_HOSTS.map((host) => host.toLowerCase()),
    dataDir: values.TRAINYARD_DATA_DIR ?? defaultDataDir(values.XDG_DATA_HOME),
    engineUrl: values.TRAINYARD_ENGINE_URL,
    engineCredentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null,
    region: values.AWS_REGION,
    roleArn: values.TRAINYARD_ROLE_ARN ?? null,
    accountTargets: values.TRAINYARD_AWS_TARGETS,
    network: { proxies: proxiesOf(env), caBundle: values.AWS_CA_BUNDLE ?? null },
    dev: values.TRAINYARD_DEV === "1",
  };
}

const defaultDataDir = (xdgDataHome: string | undefined): string =>
  join(xdgDataHome ?? join(homedir(), ".local", "share"), "trainyard");
