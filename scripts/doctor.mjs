// npm run doctor: what Trainyard needs or can use, what was found, and what mends the rest.
// It installs nothing and runs on the machine's own Node, since that may be what is wrong.
import { examine } from "./doctor/examine.mjs";
import { runMain } from "./launcher/steps.mjs";

await runMain(() => examine(process.env, (text) => process.stdout.write(`${text}\n`)));
