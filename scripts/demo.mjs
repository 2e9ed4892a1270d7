// npm run demo: the main job through the AWS API, without a browser.
import { bootstrap } from "./launcher/bootstrap.mjs";

await bootstrap(import.meta.url, async () => (await import("./demo/main.mjs")).main);
