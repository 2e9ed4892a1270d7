import "server-only";
import { readFileSync } from "node:fs";
import type { AgentOptions } from "node:https";
import { AppError } from "@/lib/domain/app-error";
import { serverEnv } from "@/lib/env/server";
import { problemSentences } from "@/lib/words/problems";

function trusted(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AppError("Unreachable", {
      detail: problemSentences.noCaBundle(path),
      fix: problemSentences.mendCaBundle,
      cause,
    });
  }
}

/**
 * How calls of an account leave this machine. The SDK for JavaScript reads neither the variables of
 * proxies nor AWS_CA_BUNDLE, which the CLI and boto3 of the same person obey.
 */
export function accountAgents(): {
  readonly httpAgent: AgentOptions;
  readonly httpsAgent: AgentOptions;
} {
  const { proxies, caBundle } = serverEnv().network;
  // Next declares that every environment has a NODE_ENV; an agent does not look at it.
  const through = { proxyEnv: { NODE_ENV: "production", ...proxies } as const };
  return {
    httpAgent: through,
    httpsAgent: caBundle === null ? through : { ...through, ca: trusted(caBundle) },
  };
}
