// npm run dev: engine and dashboard, with pages compiled as they are asked for.
import { bootstrap } from "./launcher/bootstrap.mjs";

await bootstrap(import.meta.url, async () => {
  const { launch } = await import("./launcher/launch.mjs");
  return () => launch({ dev: true, usage: "npm run dev -- [flags]" });
});
