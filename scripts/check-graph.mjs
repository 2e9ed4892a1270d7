// dependency-cruiser passes vacuously when it cannot parse TypeScript (typescript@7 has no JS API).
// So: fail unless it saw at least as many modules as we have source files.
import { execFileSync } from "node:child_process";

const roots = ["app", "components", "lib", "scripts", "e2e", "instrumentation.ts"];
const report = JSON.parse(
  execFileSync("npx", ["depcruise", ...roots, "--output-type", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
);
const seen = report.modules.filter(({ source }) =>
  roots.some((root) => source.startsWith(root)),
).length;
const tracked = execFileSync("git", ["ls-files", "--", ...roots], { encoding: "utf8" })
  .split("\n")
  .filter((f) => /\.tsx?$/.test(f)).length;
if (seen < tracked)
  throw new Error(
    `dependency-cruiser saw ${seen} modules but git tracks ${tracked} TypeScript files`,
  );
if (report.summary.error > 0) throw new Error(`${report.summary.error} forbidden imports`);
console.log(`import graph OK: ${seen} modules`);
