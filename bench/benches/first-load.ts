import { execFile } from "node:child_process";
import { once } from "node:events";
import { glob, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { ROOT, runNode } from "../../e2e/fixtures/processes.ts";
import { startDashboard } from "../../e2e/fixtures/trainyard.ts";
import { withEngine } from "../engine.ts";
import { alternate, atMost, type Bench, untilItSucceeds } from "../harness.ts";
import { freePort } from "../probe-image.ts";

const BARE = "bare Next app";
const LIMIT = 1.35;
const SIZE = "KB, gzip";

/** An app of one page that says one word, with the packages of this project. */
const FILES = {
  "package.json": `{ "private": true, "type": "module" }`,
  "next.config.ts": `export default { turbopack: { root: "/" } };\n`,
  "app/layout.tsx": `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}\n`,
  "app/page.tsx": `export default function Page() {
  return <p>Hello</p>;
}\n`,
};

async function bareApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trainyard-bench-next-"));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** What a browser loads of a page before anything is clicked; old browsers' polyfills are not. */
async function firstLoadKilobytes(base: string, path: string): Promise<number> {
  const html = await (await fetch(new URL(path, base))).text();
  const scripts = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
  if (scripts.length === 0) throw new Error(`${path} has no script.`);
  const sizes = await Promise.all(
    [...new Set(scripts)].map(async (src) => {
      const answer = await fetch(new URL(src.replaceAll("&amp;", "&"), base));
      if (!answer.ok) throw new Error(`${src} answered ${answer.status}.`);
      return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

/** Builds the bare app, and asks it and then stops it. */
async function bareKilobytes(): Promise<number> {
  const folder = await bareApp();
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  try {
    await promisify(execFile)(process.execPath, [next, "build", folder], {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    const port = await freePort();
    const { child } = runNode([next, "start", folder, "-p", String(port), "-H", "127.0.0.1"]);
    const ended = once(child, "exit");
    try {
      return await untilItSucceeds(() => firstLoadKilobytes(`http://127.0.0.1:${port}`, "/"));
    } finally {
      child.kill("SIGTERM");
      await ended;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The addresses of all pages; what a name stands for changes nothing in what is loaded. */
async function routes(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob("app/**/page.tsx", { cwd: ROOT })) found.push(dirname(file));
  return found
    .map((folder) => folder.slice("app".length))
    .filter((route) => route !== "")
    .map((route) => route.replace("[target]", "local").replaceAll(/\[\w+\]/g, "any"))
    .sort();
}

export const firstLoad: Bench = {
  name: "first-load",
  title: "First-load JavaScript",
  about:
    "What each page loads before anything is clicked: the gzip of its `<script src>` without `noModule`, beside a Next app of one page that says one word, built in the same run with the same packages. Needs a build (`npm run build`).",
  runs: 1,
  run: async (runs) => {
    const paths = await routes();
    const samples = await withEngine([], async (access, dataDir) => {
      const dashboard = await startDashboard({ dataDir, engineUrl: access.endpoint });
      const pages = paths.map((path) => ({
        name: path,
        measure: async () => ({ [SIZE]: await firstLoadKilobytes(dashboard.url, path) }),
      }));
      try {
        const bare = { name: BARE, measure: async () => ({ [SIZE]: await bareKilobytes() }) };
        return await alternate([bare, ...pages], runs);
      } finally {
        await dashboard.process.stop();
      }
    });
    const bare = samples.median(BARE, SIZE);
    const largest = Math.max(...paths.map((path) => samples.median(path, SIZE)));
    return { samples, claims: [atMost("the largest", largest / bare, LIMIT, "of the bare app's")] };
  },
};
