import { constants } from "node:os";
import type { Exit } from "../../../runners/runner.ts";

/** What docker reports: the exit code, or 128 and the signal's number. */
export function exitCodeOf({ code, signal }: Exit): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
