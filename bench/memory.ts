import { readFile } from "node:fs/promises";

const SAMPLE_MS = 50;

export async function residentMebibytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

/** How far the memory of a process rises above what it is now, until it is asked. */
export async function memoryRise(pid: number | undefined): Promise<() => Promise<number>> {
  const before = await residentMebibytes(pid);
  let most = before;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await residentMebibytes(pid));
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return most - before;
  };
}
