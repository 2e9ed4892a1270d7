// node scripts/engine-coverage.mjs writes docs/engine-coverage.md and the engine's list of AWS's
// operations. It reads TypeScript, so it runs under the pinned Node.
import { writeFileSync } from "node:fs";
import { coverageDocument, knownOperations } from "../lib/engine/testing/coverage.ts";

const write = (path, text) => {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(`wrote ${path}`);
};

write(
  "lib/engine/protocol/known-operations.json",
  `${JSON.stringify(knownOperations(), undefined, 2)}\n`,
);
write("docs/engine-coverage.md", await coverageDocument());
