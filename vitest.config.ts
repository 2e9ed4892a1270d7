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
    testTimeout: 20_000,
  },
});
