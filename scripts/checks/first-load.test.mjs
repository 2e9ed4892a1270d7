import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { describeTooLarge, measureFirstLoads } from "./first-load.mjs";

const size = (text) => gzipSync(text).length;

/** A build of two pages that share `root.js` and `shared.js`, laid out as Next does it. */
const BUILD = {
  "build-manifest.json": JSON.stringify({ rootMainFiles: ["root.js"], polyfillFiles: ["old.js"] }),
  "root.js": "root",
  "shared.js": "shared by two",
  "list.js": "a list and its rows",
  "old.js": "for old browsers",
  "server/app/[target]/list/page_client-reference-manifest.js": manifest("/[target]/list/page", {
    layout: ["root.js", "shared.js"],
    page: ["shared.js", "list.js"],
  }),
  "server/app/page_client-reference-manifest.js": manifest("/page", { page: ["shared.js"] }),
};

function manifest(page, entryJSFiles) {
  return `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};
globalThis.__RSC_MANIFEST[${JSON.stringify(page)}] = ${JSON.stringify({ entryJSFiles })};`;
}

test("a page's first load is each of its scripts once, without old browsers' ones", async () => {
  const dist = mkdtempSync(join(tmpdir(), "trainyard-first-load-"));
  try {
    for (const [path, text] of Object.entries(BUILD)) {
      mkdirSync(dirname(join(dist, path)), { recursive: true });
      writeFileSync(join(dist, path), text);
    }
    const shared = size("root") + size("shared by two");
    expect(await measureFirstLoads(dist)).toEqual([
      { route: "/[target]/list", bytes: shared + size("a list and its rows") },
      { route: "/", bytes: shared },
    ]);
  } finally {
    rmSync(dist, { recursive: true });
  }
});

test("a page over the budget is named with what it is over, one at the budget is not", () => {
  const pages = [
    { route: "/a", bytes: 1500 },
    { route: "/b", bytes: 1000 },
  ];
  expect(describeTooLarge(pages, 1000)).toEqual([
    expect.stringMatching(/^\/a loads 1,500 bytes .* 500 bytes over the budget of 1,000 bytes/),
  ]);
});
