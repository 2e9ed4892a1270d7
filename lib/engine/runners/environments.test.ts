import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { createEnvironments } from "./environments.ts";
import { findPython } from "./python.ts";
import type { SourceImageToRun } from "./runner.ts";
import { shellImage, temporaryFolder } from "./testing/source-image.ts";
import { asEnvironment, type HostEnvironment } from "./variables.ts";

const run = promisify(execFile);
// Tests need the machine's own path to find its Python.
const host: HostEnvironment = { PATH: machinePath(), HOME: "/nonexistent", PIP_NO_INDEX: "1" };
const never = new AbortController().signal;
let python: string;

function machinePath(): string {
  // biome-ignore lint/style/noProcessEnv: the test's stand-in for lib/engine/config.ts
  return process.env["PATH"] ?? "/usr/bin:/bin";
}

beforeAll(async () => {
  python = (await findPython({ PATH: machinePath() })).executable;
});

const WHEEL = "probe_package-1.0-py3-none-any.whl";
const MAKE_WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("probe_package.py", "def main():\\n    print('installed')\\n")
    info = "probe_package-1.0.dist-info/"
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: probe-package\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "entry_points.txt", "[console_scripts]\\nprobe-command = probe_package:main\\n")
    wheel.writestr(info + "RECORD", "")
`;

/** A folder with a wheel to install, an image that requires it, and a place for environments. */
async function setUp(requirement = "probe-package==1.0") {
  const base = await temporaryFolder();
  const folder = (name: string): string => join(base.path, name);
  for (const name of ["image", "wheels"]) await mkdir(folder(name));
  const wheel = join(folder("wheels"), WHEEL);
  await run(python, ["-c", MAKE_WHEEL, wheel]);
  const hash = createHash("sha256")
    .update(await readFile(wheel))
    .digest("hex");
  const pinned = requirement.replace("HASH", hash);
  const line = pinned.includes("--hash") ? pinned : `${pinned} --hash=sha256:${hash}`;
  await writeFile(join(folder("image"), "requirements.txt"), `${line}\n`);
  const plain = await shellImage(folder("image"), { train: "true" });
  const image: SourceImageToRun = { ...plain, requirements: "requirements.txt" };
  const directory = folder("environments");
  const settings = { directory, host: { ...host, PIP_FIND_LINKS: folder("wheels") } };
  const kept = async () => (await readdir(directory)).filter((name) => !name.includes(".lock"));
  return { base, image, plain, settings, kept, [Symbol.asyncDispose]: base[Symbol.asyncDispose] };
}

// pip takes seconds, and many of them on a busy machine.
describe("an image's Python environment", { timeout: 180_000 }, () => {
  test("holds the pinned packages, and commands that still run where it stays", async () => {
    await using place = await setUp();
    const lines: string[] = [];
    const environments = createEnvironments(place.settings);
    const made = await environments.prepare(place.image, (line) => lines.push(line), never);
    const command = join(made?.binDirectory ?? "", "probe-command");
    expect((await run(command, [], { env: asEnvironment({}) })).stdout).toBe("installed\n");
    expect(lines.join("\n")).toMatch(/Making a Python 3[\s\S]*Installing requirements\.txt/);
    lines.length = 0;
    const again = await environments.prepare(place.image, (line) => lines.push(line), never);
    expect(again).toEqual(made);
    expect(lines).toEqual([]);
  });

  test("is made once when several ask at the same time", async () => {
    await using place = await setUp();
    const lines: string[] = [];
    const ask = () =>
      createEnvironments(place.settings).prepare(place.image, (line) => lines.push(line), never);
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first).toEqual(second);
    expect(lines.filter((line) => line.startsWith("Making"))).toHaveLength(1);
    expect(lines).toContain("Waiting for the environment another process makes");
    expect(await place.kept()).toHaveLength(1);
  });

  test("is made anew when it was left half made, without the one who was at it", async () => {
    await using place = await setUp();
    const environments = createEnvironments(place.settings);
    const made = await environments.prepare(place.image, () => {}, never);
    const directory = made?.directory ?? "";
    await run("rm", [join(directory, "complete.json"), join(made?.binDirectory ?? "", "python")]);
    const env = asEnvironment({ TRAINYARD_CONTAINER: directory });
    const leftBehind = spawn("/bin/sleep", ["60"], { env, stdio: "ignore" });
    await environments.prepare(place.image, () => {}, never);
    const { stdout } = await run(join(directory, "bin", "python"), ["-c", "print(1)"]);
    expect(stdout).toBe("1\n");
    if (process.platform === "linux") expect(leftBehind.signalCode).toBe("SIGKILL");
    leftBehind.kill();
  });

  test("costs those that were used longest ago, when there are many", async () => {
    await using place = await setUp();
    const names = Array.from({ length: 10 }, (_, index) => String(index).repeat(32));
    for (const [index, name] of names.entries()) {
      const marker = join(place.settings.directory, name, "complete.json");
      await mkdir(dirname(marker), { recursive: true });
      await writeFile(marker, "{}");
      await utimes(marker, 1000 + index, 1000 + index);
    }
    const lines: string[] = [];
    const environments = createEnvironments(place.settings);
    const made = await environments.prepare(place.plain, (line) => lines.push(line), never);
    const kept = [...names.slice(-7), basename(made?.directory ?? "")].sort();
    expect((await place.kept()).sort()).toEqual(kept);
    expect(lines.at(-1)).toBe("Removed environments that were not used for long: 3");
  });

  test("is removed when its making is aborted", async () => {
    await using place = await setUp();
    const controller = new AbortController();
    const preparing = createEnvironments(place.settings).prepare(
      place.image,
      () => controller.abort(new Error("the job was stopped")),
      controller.signal,
    );
    await expect(preparing).rejects.toThrow("the job was stopped");
    expect(await place.kept()).toEqual([]);
  });

  test("ignores our Python settings", async () => {
    await using place = await setUp();
    const soiled = { ...place.settings.host, PYTHONPATH: "/nowhere", PIP_TARGET: "/nowhere" };
    const made = await createEnvironments({ ...place.settings, host: soiled }).prepare(
      place.image,
      () => {},
      never,
    );
    const { stdout } = await run(join(made?.binDirectory ?? "", "probe-command"));
    expect(stdout).toBe("installed\n");
  });

  test("without requirements it is bare, and without Python there is none", async () => {
    await using place = await setUp();
    const made = await createEnvironments(place.settings).prepare(place.plain, () => {}, never);
    expect(await readdir(made?.binDirectory ?? "")).toContain("python");
    expect(await readdir(made?.binDirectory ?? "")).not.toContain("pip");
    const without = { ...place.settings, host: { PATH: "/nonexistent" } };
    expect(await createEnvironments(without).prepare(place.plain, () => {}, never)).toBeUndefined();
  });

  test.each([
    [`probe-package==1.0 --hash=sha256:${"0".repeat(64)}`, /differs from the hash/],
    ["probe-package==2.0 --hash=sha256:HASH", /no release for this Python version and platform/],
  ])("says why pip refused %s", async (requirement, message) => {
    await using place = await setUp(requirement);
    const preparing = createEnvironments(place.settings).prepare(place.image, () => {}, never);
    await expect(preparing).rejects.toThrow(message);
    expect(await place.kept()).toEqual([]);
  });

  test("says when the package index cannot be reached", async () => {
    await using place = await setUp();
    const offline = { PATH: machinePath(), PIP_INDEX_URL: "http://127.0.0.1:1/simple" };
    const preparing = createEnvironments({ ...place.settings, host: offline }).prepare(
      place.image,
      () => {},
      never,
    );
    await expect(preparing).rejects.toThrow(/cannot be reached: check the network, HTTPS_PROXY/);
  });
});

describe("looking for Python", () => {
  const answers = (version: string, venv: boolean): string =>
    `#!/bin/sh\necho '{"executable":"/fake/python3","version":${version},"basePrefix":"/fake","venv":${venv}}'`;

  test.each([
    [answers("[3,9,1]", true), /is Python 3\.9\.1, and 3\.11 is needed/],
    [answers("[3,12,1]", false), /no venv module; on Debian and Ubuntu: apt-get install python3-v/],
    ["#!/bin/sh\nexit 127", /there is no python3 on the path/],
  ])("names what is wrong with the one there is (%#)", async (script, message) => {
    await using base = await temporaryFolder();
    const fake = join(base.path, "python3");
    await writeFile(fake, script);
    await chmod(fake, 0o755);
    await expect(findPython({ PATH: base.path })).rejects.toThrow(message);
  });

  test("a chosen interpreter is the only candidate", async () => {
    const wrong = findPython({ PATH: machinePath() }, "/nonexistent/python");
    await expect(wrong).rejects.toThrow(/\/nonexistent\/python does not run as Python \(TRAINYARD/);
    expect((await findPython({ PATH: "" }, python)).executable).toBe(python);
  });
});
