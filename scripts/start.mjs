// npm start: the only script that may run on the machine's own Node (20.9 or newer).
import { bootstrap } from "./launcher/bootstrap.mjs";

await bootstrap(import.meta.url, async () => {
  const { launch } = await import("./launcher/launch.mjs");
  return () => launch({ dev: false, usage: "npm start -- [flags]" });
});
