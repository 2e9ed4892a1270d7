// npm run new-algorithm -- my_model: an algorithm of one's own, with its image, tried on a sample.
import { bootstrap } from "./launcher/bootstrap.mjs";

await bootstrap(import.meta.url, async () => (await import("./new-algorithm/main.mjs")).main);
