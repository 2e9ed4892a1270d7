import { fileURLToPath } from "node:url";
import { readConfig } from "./config.ts";
import { configuredEndpoints } from "./configured-endpoints.ts";
import { presence } from "./presence.ts";
import { startServer } from "./server.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const profiles = [...new Set(config.accountTargets.map(({ profile }) => profile))];
  presence().endpoints = new Map(
    await Promise.all(
      profiles.map(async (name) => [name, await configuredEndpoints(name, process.env)] as const),
    ),
  );
  // React and Next choose their build by this when they are loaded, hence the late import.
  Object.assign(process.env, { NODE_ENV: config.dev ? "development" : "production" });
  const { default: next } = await import("next");
  const app = next({ dev: config.dev, dir: PROJECT, hostname: config.host, port: config.port });
  await app.prepare();
  const dashboard = await startServer(config, app.getRequestHandler());
  // First, as whoever reads the address may stop it at once.
  stopOnSignal(dashboard, fail);
  console.log(`Dashboard: ${dashboard.url}`);
}

main().catch(fail);
