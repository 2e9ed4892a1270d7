import type { AccountTarget, DashboardConfig } from "./config.ts";
import { dnsSuffix } from "./partitions.ts";
import { presence } from "./presence.ts";

type Origins = Pick<DashboardConfig, "engineUrl" | "accountTargets" | "dev">;

const originOf = (url: string): string => new URL(url).origin;

/** The variable or the profile decides between them (AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT). */
const VARIANTS = ["s3", "s3-fips", "s3.dualstack", "s3-fips.dualstack"];

/** Buckets answer under their own names and under the region's. */
function regionOrigins(region: string): string[] {
  const suffix = dnsSuffix(region);
  return VARIANTS.flatMap((variant) => [
    `https://*.${variant}.${region}.${suffix}`,
    `https://${variant}.${region}.${suffix}`,
  ]);
}

/** Where pages send files: the S3 of every configured target, and nothing else. */
export function storageOrigins({ engineUrl, accountTargets }: Origins): string[] {
  return [...new Set([originOf(engineUrl), ...accountTargets.flatMap(accountOrigins)])];
}

function accountOrigins({ profile, region }: AccountTarget): string[] {
  const configured = presence().endpoints.get(profile)?.("S3");
  return configured ? [originOf(configured)] : regionOrigins(region);
}

const line = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");

/**
 * The policy of a page. Scripts run only with this response's nonce or when such a script loads
 * them; style elements need the nonce too, while style attributes are how charts place things.
 */
export function pagePolicy(nonce: string, config: Origins): string {
  const inDevelopment = (...sources: string[]) => (config.dev ? sources : []);
  return line({
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...inDevelopment("'unsafe-eval'"),
    ],
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "style-src-elem": config.dev ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "connect-src": ["'self'", ...storageOrigins(config), ...inDevelopment("ws:")],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "worker-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  });
}

/** The policy of everything that is not a page: of use to workers, which take it from their script. */
export const assetPolicy = (config: Origins): string =>
  line({
    "default-src": ["'none'"],
    "script-src": ["'self'", ...(config.dev ? ["'unsafe-eval'"] : [])],
    "connect-src": ["'self'", ...storageOrigins(config)],
    "worker-src": ["'self'"],
    "frame-ancestors": ["'none'"],
  });

/** Sent with every answer. */
export const FIXED_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};
