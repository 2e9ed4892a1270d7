import { chromium, type Page } from "@playwright/test";
import { startDashboard } from "../e2e/fixtures/trainyard.ts";
import playwright from "../playwright.config.ts";
import type { Access } from "./engine.ts";

/** A dashboard of its own, and a page of a fresh browser. */
export interface Opened {
  readonly url: string;
  /** The dashboard's process. */
  readonly pid: number;
  readonly page: Page;
}

/** Runs `work` with a dashboard beside an engine, and a page that has not been anywhere yet. */
export async function withPage<T>(
  { endpoint }: Pick<Access, "endpoint">,
  dataDir: string,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const dashboard = await startDashboard({ dataDir, engineUrl: endpoint });
  try {
    const browser = await chromium.launch(playwright.use?.launchOptions ?? {});
    try {
      const { pid } = dashboard.process.child;
      if (pid === undefined) throw new Error("The dashboard has no process.");
      return await work({ url: dashboard.url, pid, page: await browser.newPage() });
    } finally {
      await browser.close();
    }
  } finally {
    await dashboard.process.stop();
  }
}
