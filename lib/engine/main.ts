import { parseCommandLine } from "./config.ts";
import { startEngine } from "./index.ts";

/** Runs the engine until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const { config } = parseCommandLine(process.argv.slice(2), process.env);
  const engine = await startEngine(config);
  console.log(`Engine: ${engine.url}`);
  console.log(`export AWS_ENDPOINT_URL=${engine.url}`);
  console.log(`export AWS_REGION=${config.region}`);
  console.log(`export AWS_ACCESS_KEY_ID=${engine.credentials.accessKeyId}`);
  console.log(`export AWS_SECRET_ACCESS_KEY=${engine.credentials.secretAccessKey}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      engine.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
