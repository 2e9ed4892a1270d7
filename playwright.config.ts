import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

/** The Chromium that `npm test` found, else Debian's, else Playwright's own download. */
const executablePath = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Each worker has an engine and a dashboard of its own, and training takes all the cores there are.
  workers: 1,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    // Pictures of every frame cost a fifth of the whole run; a trace has the page at every step anyway.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium refuses its own sandbox as root, which is what containers and CI run as.
      args: [
        "--disable-gpu",
        "--disable-background-networking",
        ...(isRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
});
