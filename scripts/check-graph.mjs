// Import rules (.dependency-cruiser.cjs). dependency-cruiser passes with nothing seen when it cannot parse
// TypeScript (typescript@7 has no JavaScript API), so this fails unless it saw every source file there is.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["app", "components", "lib", "scripts", "e2e", "bench"].filter((folder) =>
  existsSync(`${root}${folder}`),
);
const sources = folders
  .flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name));

const cruise = [
  "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
  ...folders,
  "--config",
  ".dependency-cruiser.cjs",
  "--output-type",
  "json",
];
const report = JSON.parse(
  execFileSync(process.execPath, cruise, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
);

for (const { rule, from, to } of report.summary.violations) {
  console.error(`${rule.name}: ${from} -> ${to}`);
}
const seen = report.modules.filter(({ source }) =>
  folders.some((folder) => source.startsWith(`${folder}/`)),
).length;
if (seen < sources.length) {
  console.error(`dependency-cruiser saw ${seen} modules, but there are ${sources.length} sources.`);
}
if (seen < sources.length || report.summary.error > 0) process.exitCode = 1;
else console.log(`import graph OK: ${seen} modules`);
