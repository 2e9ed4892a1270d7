// npm may write a lock that lacks packages for other platforms (it leaves out what the registry answered
// badly at that moment), and `npm ci` then fails on those machines only. So: every package the lock refers
// to is in it, and packages with native parts are there for Linux, macOS and Windows.
import { readFileSync } from "node:fs";
import { describeLockProblems } from "./checks/lock.mjs";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const problems = describeLockProblems(lock.packages);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`package lock OK: ${Object.keys(lock.packages).length} packages`);
