import { type EngineConfig, parseCommandLine } from "./config.ts";
import { startEngine } from "./index.ts";
import { prepareImages } from "./prepare.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

async function main(): Promise<void> {
  const { command, config } = parseCommandLine(process.argv.slice(2), process.env);
  await (command === "prepare" ? prepare(config) : serve(config));
}

/** Prepares the images and ends; a signal breaks it off. */
async function prepare(config: EngineConfig): Promise<void> {
  const broken = new AbortController();
  for (const signal of SIGNALS) process.once(signal, () => broken.abort());
  await prepareImages(config, (line) => console.log(line), broken.signal);
}

/** Runs the engine until a signal; a second one does not wait for what the first one began. */
async function serve(config: EngineConfig): Promise<void> {
  const starting = startEngine(config);
  // Before anything is printed: whoever reads that it listens may stop it at once.
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      starting.then((engine) => engine.stop()).then(() => process.exit(0), fail);
    });
  }
  const engine = await starting;
  const { accessKeyId, secretAccessKey } = engine.credentials;
  console.log(`Engine: ${engine.url}`);
  console.log(`export AWS_ENDPOINT_URL=${engine.url}`);
  console.log(`export AWS_REGION=${config.region}`);
  // boto3 and the AWS CLI read this name, the other SDKs the one above.
  console.log(`export AWS_DEFAULT_REGION=${config.region}`);
  console.log(`export AWS_ACCESS_KEY_ID=${accessKeyId}`);
  console.log(`export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
