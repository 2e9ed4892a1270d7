import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

/** Next writes one for each page, as a script that fills a global. */
const MANIFESTS = "server/app/**/page_client-reference-manifest.js";

/** The pages a manifest tells of: their route, and the scripts that stand in their HTML. */
function readManifest(text) {
  const context = {};
  runInNewContext(text, context);
  return Object.entries(context.__RSC_MANIFEST).map(([page, { entryJSFiles }]) => [
    page.replace(/\/page$/, "") || "/",
    Object.values(entryJSFiles).flat(),
  ]);
}

/**
 * What a browser loads of each page before anything is clicked, read from a build.
 * @param {string} dist the folder of the build
 * @returns {Promise<{ route: string, bytes: number }[]>} gzip, the largest first
 */
export async function measureFirstLoads(dist) {
  const read = (path) => readFileSync(join(dist, path));
  const { rootMainFiles } = JSON.parse(read("build-manifest.json"));
  const sizes = new Map();
  const sizeOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, gzipSync(read(file)).length);
    return sizes.get(file);
  };
  const found = [];
  for await (const path of glob(MANIFESTS, { cwd: dist })) {
    for (const [route, files] of readManifest(read(path).toString())) {
      const all = [...new Set([...rootMainFiles, ...files])];
      found.push({ route, bytes: all.reduce((sum, file) => sum + sizeOf(file), 0) });
    }
  }
  return found.sort((a, b) => b.bytes - a.bytes);
}

/**
 * Which pages are too large, in words.
 * @param {{ route: string, bytes: number }[]} pages
 * @param {number} budget bytes
 */
export function describeTooLarge(pages, budget) {
  const format = (bytes) => `${bytes.toLocaleString("en")} bytes`;
  return pages
    .filter(({ bytes }) => bytes > budget)
    .map(
      ({ route, bytes }) =>
        `${route} loads ${format(bytes)} of JavaScript at first, ${format(bytes - budget)} over the budget of ${format(budget)}: ` +
        "bring what is not seen at once through components/ui/lazily.tsx.",
    );
}
