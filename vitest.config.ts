import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": fileURLToPath(new URL(".", import.meta.url)),
      // The real one throws outside of Next's server bundle, which is its purpose there.
      "server-only": fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url)),
    },
  },
  test: {
    include: ["{app,bench,components,lib,scripts}/**/*.test.{ts,tsx,mjs}"],
    setupFiles: ["vitest.setup.ts"],
    testTimeout: 30_000,
    // Many start an engine, which takes seconds where everything runs at once.
    hookTimeout: 30_000,
    // Waits end with their condition; on a busy machine that takes longer than the default second.
    expect: { poll: { timeout: 20_000 } },
    // The slow ones wait for processes; the default leaves one core of two idle.
    maxWorkers: Math.max(2, availableParallelism()),
  },
});
