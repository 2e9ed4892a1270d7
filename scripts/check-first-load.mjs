// What every page loads at first stays within a budget, read from the build that is there. The benchmark
// `first-load` measures the same as a browser gets it, beside a bare Next app built in the same run.
import { fileURLToPath } from "node:url";
import { describeTooLarge, measureFirstLoads } from "./checks/first-load.mjs";

/** Bytes, gzip: 1.35 times the 134,970 of a bare app with this Next and this React. */
const BUDGET = 182_200;

const pages = await measureFirstLoads(fileURLToPath(new URL("../.next", import.meta.url)));
const problems = pages.length > 0 ? describeTooLarge(pages, BUDGET) : ["The build has no page."];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
const [largest] = pages;
console.log(
  `first load OK: ${pages.length} pages, the largest ${largest.route} with ${largest.bytes.toLocaleString("en")} of ${BUDGET.toLocaleString("en")} bytes`,
);
