import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** An engine in a process of its own, for tests that kill it. */
export interface EngineProcess {
  readonly url: string;
  readonly pid: number;
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly forcePathStyle: true;
    readonly maxAttempts: 1;
  };
  /** What it wrote to standard error. */
  complaint(): string;
  /** Sends the signal and waits for the end; the exit code is null when the signal ended it. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/**
 * Starts `main.ts` on any free port, under `nodeFlags`; `program` is what runs in its place, with
 * flags of its own, `through` a command that runs another. Rejects with what it wrote when it does
 * not listen.
 */
export async function startEngineProcess(
  dataDirectory: string,
  nodeFlags: readonly string[] = [],
  program: readonly string[] = [MAIN],
  through: readonly string[] = [],
): Promise<EngineProcess> {
  const flags = [...nodeFlags, ...program, "--port", "0", "--data-dir", dataDirectory];
  const [command = "", ...rest] = [...through, process.execPath, ...flags];
  const child = spawn(command, rest, { stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit") as Promise<[number | null]>;
  const complaint = collected(child.stderr);
  const lines = await readyLines(child.stdout, complaint);
  const value = (name: string) => lines.find((line) => line.includes(name))?.split("=")[1] ?? "";
  const url = value("AWS_ENDPOINT_URL");
  return {
    url,
    pid: child.pid ?? 0,
    client: {
      endpoint: url,
      region: value("AWS_REGION"),
      credentials: {
        accessKeyId: value("AWS_ACCESS_KEY_ID"),
        secretAccessKey: value("AWS_SECRET_ACCESS_KEY"),
      },
      forcePathStyle: true,
      maxAttempts: 1,
    },
    complaint,
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

/** What a stream has brought so far. */
function collected(stream: Readable): () => string {
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}

async function readyLines(stdout: Readable, complaint: () => string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface(stdout)) {
    lines.push(line);
    if (line.includes("AWS_SECRET_ACCESS_KEY")) return lines;
  }
  throw new Error(`The engine ended before it listened: ${complaint()}`);
}
