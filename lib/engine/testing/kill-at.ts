import { existsSync } from "node:fs";
import fileSystem from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { fileURLToPath } from "node:url";

// Loaded with --import into an engine that a test kills: ends the process with SIGKILL around the
// n-th call of one kind that comes once the file `armed` exists. The point is in this module's query.
const { searchParams } = new URL(import.meta.url);
const wanted = searchParams.get("call");
const armed = searchParams.get("armed") ?? "";
let left = Number(searchParams.get("nth"));

type Method = (...given: never[]) => unknown;

/** `owner[name]`, with the end of the process before or after the call that is meant. */
function watch<Name extends string>(
  owner: Record<Name, Method>,
  name: Name,
  counts: (given: readonly unknown[]) => boolean = () => true,
): void {
  if (wanted !== name) return;
  const original = owner[name];
  const die = () => process.kill(process.pid, "SIGKILL");
  owner[name] = function (this: unknown, ...given: never[]) {
    const isMeant = existsSync(armed) && counts(given) && --left === 0;
    if (isMeant && searchParams.get("when") === "before") die();
    const result = original.apply(this, given);
    if (isMeant && result instanceof Promise) return result.finally(die);
    if (isMeant) die();
    return result;
  };
}

const own = await fileSystem.open(fileURLToPath(import.meta.url), "r");
const fileHandle = Object.getPrototypeOf(own) as Record<"sync", Method>;
await own.close();

watch(fileSystem, "open", ([, flags]) => flags === "wx");
watch(fileSystem, "rm");
watch(fileHandle, "sync");
watch(DatabaseSync.prototype, "exec");
watch(StatementSync.prototype, "run");
syncBuiltinESMExports();
