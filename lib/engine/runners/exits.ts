import { constants } from "node:os";
import type { Exit } from "./runner.ts";

/** bubblewrap and Docker report a signal as a shell does, as 128 + its number. */
export function toExit(code: number): Exit {
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const signal = names.find(([, number]) => code === 128 + number)?.[0];
  return signal ? { code: null, signal } : { code, signal: null };
}
