import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createEnvironments } from "./environments.ts";
import { createProcessRunner } from "./process.ts";
import { collectingSpec, shellImage, temporaryFolder } from "./testing/source-image.ts";

async function setUp(scripts: Parameters<typeof shellImage>[1], more = {}) {
  const base = await temporaryFolder();
  const folder = (name: string): string => join(base.path, name);
  for (const name of ["image", "ml"]) await mkdir(folder(name));
  const host = { PATH: "/usr/bin:/bin" };
  const environments = createEnvironments({ directory: folder("environments"), host });
  const stateDirectory = folder("runs");
  const runner = createProcessRunner({ stateDirectory, environments, host });
  const image = await shellImage(folder("image"), scripts, more);
  return {
    base,
    runner,
    image,
    ml: folder("ml"),
    records: () => readdir(stateDirectory),
    [Symbol.asyncDispose]: () => base[Symbol.asyncDispose](),
  };
}

test("runs a command with the contract's files moved, and reports its exit code", async () => {
  await using place = await setUp({
    train: 'pwd; echo "hyper $MODE" > "$SAGEMAKER_BASE_DIR/model"; printf "no newline"; exit 3',
  });
  const { spec, output } = collectingSpec(place.image, place.ml, { environment: { MODE: "x" } });
  const container = await place.runner.start(spec);
  expect(await container.exited).toEqual({ code: 3, signal: null });
  expect(output()).toBe(`${place.image.directory}\nno newline`);
  expect(await readFile(join(place.ml, "model"), "utf8")).toBe("hyper x\n");
  expect(await place.records()).toEqual([]);
});
