import { existsSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "../launcher/processes.mjs";
import { LauncherError, PINNED_NODE, ROOT } from "../launcher/project.mjs";
import { step } from "../launcher/steps.mjs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium to test with: the one named, the system's, or Playwright's own download. */
export async function findChromium(env = process.env) {
  const { chromium } = await import("@playwright/test");
  const places = [env.CHROMIUM_PATH, ...INSTALLED, chromium.executablePath()];
  return places.find((path) => path && existsSync(path));
}

const INSTALLERS = [
  {
    title: "Downloading Chromium (Playwright)",
    possible: () => true,
    commands: [
      [PINNED_NODE, [join(ROOT, "node_modules/@playwright/test/cli.js"), "install", "chromium"]],
    ],
  },
  {
    title: "Installing Chromium (apt-get)",
    possible: () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"),
    commands: [
      ["apt-get", ["update"]],
      ["apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]],
    ],
  },
];

/**
 * Finds a Chromium, else gets one.
 * @returns {Promise<{ path: string } | { problem: string }>}
 */
export async function provideChromium() {
  const problems = [];
  for (const { title, possible, commands } of [
    { possible: () => true, commands: [] },
    ...INSTALLERS,
  ]) {
    if (!possible()) continue;
    try {
      for (const [command, args] of commands) {
        await step(title, (report) => runToEnd(command, args, { onLine: report }));
      }
    } catch (error) {
      if (!(error instanceof LauncherError)) throw error;
      problems.push(error.message);
    }
    const path = await findChromium();
    if (path) return { path };
  }
  return { problem: `no Chromium was found, and none could be fetched: ${problems.join("; ")}` };
}
