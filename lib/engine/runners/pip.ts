import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { TOKEN_VARIABLE } from "./family.ts";
import { asEnvironment, type HostEnvironment, pickVariables } from "./variables.ts";

// What pip needs to reach a package index from here. The rest of the machine's environment, with
// its PYTHONPATH and PIP_* options, would make the same requirements install differently.
const FOR_DOWNLOADS =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|TEMP|TMP|TMPDIR|LOCALAPPDATA|APPDATA|https?_proxy|all_proxy|no_proxy|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE|PIP_((EXTRA_)?INDEX_URL|NO_INDEX|FIND_LINKS|CERT|CLIENT_CERT|PROXY|TRUSTED_HOST|CONFIG_FILE|CACHE_DIR))$/i;

const KEPT_LINES = 40;

const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /CERTIFICATE_VERIFY_FAILED|SSLError/,
    "The package index's certificate is not trusted here: set PIP_CERT to your CA bundle.",
  ],
  [
    /Failed to establish a new connection|name resolution|nodename nor servname|ConnectTimeout|Network is unreachable|ProxyError|NewConnectionError|Connection refused/,
    "The package index cannot be reached: check the network, HTTPS_PROXY and PIP_INDEX_URL.",
  ],
  [
    /DO NOT MATCH THE HASHES/,
    "A downloaded package differs from the hash in the requirements: pin them again, or do not trust this index.",
  ],
  [
    /Hashes are required|--require-hashes/,
    "Every requirement needs a hash: make the file with `pip-compile --generate-hashes`.",
  ],
  [/No space left on device/, "The disk is full: free some space."],
  [
    /No matching distribution|Could not find a version/,
    "A pinned package has no release for this Python version and platform: pin one that has, or set TRAINYARD_PYTHON to another Python.",
  ],
];

/** Names the cause and the fix that pip's output points to; falls back to its last lines. */
export function explainFailure(lines: readonly string[]): string {
  const text = lines.join("\n");
  const cause = CAUSES.find(([pattern]) => pattern.test(text))?.[1];
  const said = lines.filter((line) => /error/i.test(line)).at(-1) ?? lines.at(-1) ?? "no output";
  return `${cause ?? "The installation failed."} It said: ${said}`;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // The group ended in the meantime.
  }
}

/**
 * Runs one step of making an environment, each line of output given to `progress`.
 * Rejects with cause and fix when it fails, and with the signal's reason when aborted.
 */
export async function runStep(
  command: string,
  args: readonly string[],
  options: {
    /** The environment's folder, where the step runs and which marks its processes. */
    readonly directory: string;
    readonly host: HostEnvironment;
    readonly progress: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  options.signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd: options.directory,
    env: asEnvironment({
      ...pickVariables(options.host, FOR_DOWNLOADS),
      PYTHONNOUSERSITE: "1",
      [TOKEN_VARIABLE]: options.directory,
    }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const abort = (): void => killGroup(child.pid);
  options.signal.addEventListener("abort", abort, { once: true });
  const kept: string[] = [];
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on("line", (line) => {
      if (kept.push(line) > KEPT_LINES) kept.shift();
      options.progress(line.trim());
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  }).finally(() => options.signal.removeEventListener("abort", abort));
  options.signal.throwIfAborted();
  if (code !== 0) throw new Error(explainFailure(kept));
}
