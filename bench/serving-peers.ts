import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { z } from "zod";
import { ROOT } from "../e2e/fixtures/processes.ts";
import { Samples } from "./harness.ts";

const run = promisify(execFile);

const FOLDER = join(ROOT, ".trainyard", "bench-serving");
const SCRIPTS = join(ROOT, "bench", "serving");
const CONTAINER = join(ROOT, "container");
/** Beside the container's own packages; the versions that figures were last measured with. */
const PACKAGES = [
  "onnxruntime==1.31.1",
  "skl2onnx==1.20.0",
  "treelite==4.8.1",
  "pandas==3.1.1",
  "flask==3.1.3",
  "gunicorn==27.0.1",
  "starlette==1.10.0",
  "uvicorn==0.54.0",
] as const;
const DEBIAN = ["nginx", "wrk", "libluajit-5.1-2"] as const;

/** The versions that the image of the model has. */
async function ownPackages(): Promise<string[]> {
  const text = await readFile(join(CONTAINER, "requirements.txt"), "utf8");
  return [...text.matchAll(/^([\w-]+==[^\\\n]+?) *\\?$/gm)].map(([, one = ""]) => one);
}

/** nginx and wrk, unpacked and not installed. */
async function unpackPrograms(): Promise<void> {
  const packages = join(FOLDER, "packages");
  await mkdir(packages, { recursive: true });
  await run("apt-get", ["download", "--quiet", ...DEBIAN], { cwd: packages });
  for (const file of await readdir(packages)) {
    await run("dpkg", ["-x", join(packages, file), join(FOLDER, "debian")]);
  }
  const [triplet = ""] = (await readdir(join(FOLDER, "debian", "usr", "lib"))).filter((name) =>
    name.endsWith("-linux-gnu"),
  );
  const usr = join(FOLDER, "debian", "usr");
  const script = `#!/bin/sh\nLD_LIBRARY_PATH=${join(usr, "lib", triplet)} exec ${join(usr, "bin", "wrk")} "$@"\n`;
  await writeFile(join(FOLDER, "wrk"), script, { mode: 0o755 });
}

async function install(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await unpackPrograms();
  await run("python3", ["-m", "venv", join(FOLDER, "venv")]);
  const pip = join(FOLDER, "venv", "bin", "pip");
  await run(pip, ["install", "--quiet", ...(await ownPackages()), ...PACKAGES]);
}

async function python(args: readonly string[], onLine: (line: string) => void): Promise<void> {
  const child = spawn(join(FOLDER, "venv", "bin", "python"), args, {
    cwd: SCRIPTS,
    env: {
      ...process.env,
      PYTHONPATH: join(CONTAINER, "src"),
      NUMBA_CACHE_DIR: join(FOLDER, "machine-code"),
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: child.stdout }).on("line", onLine);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}.`);
}

/** Installs the peers and makes the forest that all of them predict with, once. */
async function prepare(): Promise<void> {
  const done = join(FOLDER, "done");
  const wanted = JSON.stringify([await ownPackages(), PACKAGES, DEBIAN]);
  if ((await readFile(done, "utf8").catch(() => "")) !== wanted) {
    console.log(`Installing ${[...PACKAGES, ...DEBIAN].join(", ")} …`);
    await install();
    await writeFile(done, wanted);
  }
  await mkdir(join(FOLDER, "machine-code"), { recursive: true });
  await mkdir(join(FOLDER, "forest"), { recursive: true });
  await python(["made_model.py", join(FOLDER, "forest")], console.log);
}

const FIGURE = z.object({ contestant: z.string(), quantity: z.string(), value: z.number() });

/** What a script of bench/serving tells, its runs alternating between the contestants. */
async function measure(script: string, args: readonly string[]): Promise<Samples> {
  const samples = new Samples();
  await python([script, join(FOLDER, "forest"), ...args], (line) => {
    const { contestant, quantity, value } = FIGURE.parse(JSON.parse(line));
    samples.add(contestant, { [quantity]: value });
  });
  return samples;
}

export async function measureKernels(runs: number): Promise<Samples> {
  await prepare();
  return await measure("kernels.py", [String(runs)]);
}

/** Has ONNX Runtime's model made first, where no kernel was measured before. */
export async function measureStacks(runs: number): Promise<Samples> {
  await prepare();
  const made = await access(join(FOLDER, "forest", "forest.onnx")).catch(() => "missing");
  if (made === "missing") await measure("kernels.py", ["0"]);
  const nginx = join(FOLDER, "debian", "usr", "sbin", "nginx");
  return await measure("stacks.py", [String(runs), nginx, join(FOLDER, "wrk")]);
}
