import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFiles, readStamp, writeStamp } from "./hashing.mjs";
import { oneAtATime } from "./one-at-a-time.mjs";
import { ROOT } from "./project.mjs";
import { step } from "./steps.mjs";

// As deep below the checkout as lib/engine, so that what the engine looks for beside itself is found.
const FOLDER = join(ROOT, "dist", "engine");
const ENTRY = join(FOLDER, "main.cjs");
const STAMP = join(FOLDER, "sources");

const SOURCES = ["lib/engine", "scripts/launcher/engine-bundle.mjs", "package-lock.json"];
const isBundled = (name) => !/\.test\.ts$|\/testing\//.test(name);
const hashSources = () => hashFiles(ROOT, SOURCES, isBundled);

/** Node keeps what it compiled beside the bundle, where it may write; else it compiles each time. */
const LOADER = `require("node:module").enableCompileCache(require("node:path").join(__dirname, "compiled"));
require("./engine.cjs");
`;

/**
 * The sources load the SDK's schemas when a service is first asked for, since a whole client takes
 * 50 to 100 ms. Of what is imported statically, esbuild keeps only the schemas that are used, and
 * those take 6 ms together.
 */
const importStatically = {
  name: "import-statically",
  setup(build) {
    build.onLoad({ filter: /[\\/]lib[\\/]engine[\\/].+\.ts$/ }, async ({ path }) => {
      const imports = [];
      const source = await readFile(path, "utf8");
      const contents = source.replace(/\bimport\(("\.[^"]+")\)/g, (_, module) => {
        const name = `imported${imports.length}`;
        imports.push(`import * as ${name} from ${module};`);
        return `Promise.resolve(${name})`;
      });
      return { contents: `${imports.join("\n")}\n${contents}`, loader: "ts" };
    });
  },
};

async function bundle() {
  const { build } = await import("esbuild");
  const hash = hashSources();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["lib/engine/main.ts"],
    outfile: join(FOLDER, "engine.cjs"),
    bundle: true,
    platform: "node",
    target: "node24",
    // CommonJS, because importing node:http as a module also loads Node's fetch, 15 ms that nobody needs.
    format: "cjs",
    // The packages' modules, whose unused parts can be left out, before their CommonJS twins.
    mainFields: ["module", "main"],
    // Read when an image of layers is first run, with the dozen packages that it needs.
    external: ["dockerode"],
    define: { "import.meta.url": "moduleUrl" },
    banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
    // Less to read at each start; names stay as they are, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    plugins: [importStatically],
    logLevel: "warning",
  });
  writeFileSync(ENTRY, LOADER);
  writeStamp(STAMP, hash);
}

const isCurrent = () => existsSync(ENTRY) && readStamp(STAMP) === hashSources();

/**
 * The engine in one file, with the schemas of the operations that it serves; made anew when its
 * sources changed.
 * @returns {Promise<string>} what Node is to run
 */
export async function engineBundle() {
  if (!isCurrent()) {
    await oneAtATime("engine", async () => {
      if (!isCurrent()) await step("Bundling the engine", bundle);
    });
  }
  return ENTRY;
}
