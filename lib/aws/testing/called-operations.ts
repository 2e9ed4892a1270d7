import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const IMPORT = /import \{([^}]*)\} from "@aws-sdk\/client-([a-z0-9-]+)"/g;

/** Every operation that lib/aws can call, as `s3:HeadObject`: by the SDK's package, sorted. */
export function calledOperations(): string[] {
  const found = new Set<string>();
  const files = readdirSync(HERE).filter((name) => /(?<!\.test)\.ts$/.test(name));
  for (const file of files) {
    for (const [, names = "", client] of readFileSync(`${HERE}${file}`, "utf8").matchAll(IMPORT)) {
      for (const [, operation] of names.matchAll(/\b(\w+)Command\b/g)) {
        found.add(`${client}:${operation}`);
      }
    }
  }
  return [...found].sort();
}
