import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSourceCatalogue } from "./images.ts";
import { temporaryFolder } from "./testing/source-image.ts";

const registry = { accountId: "000000000000", region: "us-east-1" };
const HOST = "000000000000.dkr.ecr.us-east-1.amazonaws.com";

const definition = {
  version: 1,
  repository: "forest",
  tag: "1.0",
  root: "../..",
  requirements: "requirements.txt",
  commands: { train: ["python", "train.py"] },
  environment: { PYTHONPATH: "src" },
  honoursBindToPort: true,
};
const algorithm = {
  AlgorithmName: "forest-1-0",
  TrainingSpecification: { TrainingImage: "forest:1.0", TrainingChannels: [] },
  InferenceSpecification: { Containers: [{ Image: "forest:1.0" }] },
};

async function writeImage(base: string, image: object = definition, request: object = algorithm) {
  const folder = join(base, "images", "forest");
  await mkdir(folder, { recursive: true });
  await writeFile(join(base, "requirements.txt"), "");
  await writeFile(join(base, "train.py"), "print('hello')\n");
  await writeFile(join(folder, "image.json"), JSON.stringify(image));
  await writeFile(join(folder, "algorithm.json"), JSON.stringify(request));
  return folder;
}

describe("a catalogue of source images", () => {
  test("lists what ECR and CreateAlgorithm need", async () => {
    await using base = await temporaryFolder();
    const catalogue = createSourceCatalogue([await writeImage(base.path)], registry);
    const [image] = await catalogue.list();
    expect(image).toMatchObject({
      repository: "forest",
      tag: "1.0",
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      sizeBytes: expect.any(Number),
      reference: `${HOST}/forest:1.0`,
      algorithm: {
        AlgorithmName: "forest-1-0",
        TrainingSpecification: { TrainingImage: `${HOST}/forest:1.0`, TrainingChannels: [] },
        InferenceSpecification: { Containers: [{ Image: `${HOST}/forest:1.0` }] },
      },
      resolved: {
        directory: base.path,
        commands: { train: ["python", "train.py"] },
        requirements: "requirements.txt",
        environment: { PYTHONPATH: "src" },
      },
    });
    expect(Math.abs(Date.now() - Number(image?.pushedAt))).toBeLessThan(60_000);
  });

  test("resolves by tag and by digest, and knows no other registry", async () => {
    await using base = await temporaryFolder();
    const catalogue = createSourceCatalogue([await writeImage(base.path)], registry);
    const byTag = await catalogue.resolve(`${HOST}/forest:1.0`);
    const byDigest = await catalogue.resolve(`${HOST}/forest@${byTag?.digest}`);
    expect(byDigest?.digest).toBe(byTag?.digest);
    expect(byDigest?.reference).toContain("@sha256:");
    for (const unknown of [
      `${HOST}/forest:2.0`,
      `${HOST}/forest`,
      `${HOST}/forest@sha256:${"0".repeat(64)}`,
      "000000000000.dkr.ecr.eu-west-1.amazonaws.com/forest:1.0",
      "forest:1.0",
      "../../etc/passwd",
    ])
      expect(await catalogue.resolve(unknown), unknown).toBeUndefined();
  });

  test("takes a reference without a tag as latest", async () => {
    await using base = await temporaryFolder();
    const folder = await writeImage(
      base.path,
      { ...definition, tag: "latest" },
      { ...algorithm, TrainingSpecification: { TrainingImage: "forest:latest" } },
    );
    const catalogue = createSourceCatalogue([folder], registry);
    expect((await catalogue.resolve(`${HOST}/forest`))?.directory).toBe(base.path);
  });

  test("the digest follows the content, and not times, caches, tests or hidden files", async () => {
    await using base = await temporaryFolder();
    const catalogue = createSourceCatalogue([await writeImage(base.path)], registry);
    const digest = async () => (await catalogue.list())[0]?.digest;
    const first = await digest();
    for (const folder of ["__pycache__", "tests", ".venv"]) {
      await mkdir(join(base.path, folder));
      await writeFile(join(base.path, folder, "x"), "changed");
    }
    await writeFile(join(base.path, "x.pyc"), "changed");
    await utimes(join(base.path, "train.py"), 1, 1);
    expect(await digest()).toBe(first);
    await writeFile(join(base.path, "train.py"), "print('there')\n");
    expect(await digest()).not.toBe(first);
  });

  test.each([
    [{ ...definition, tag: "a b" }, algorithm, /image\.json is not valid: tag: letters/],
    [{ ...definition, commands: {} }, algorithm, /commands: name a train command/],
    [{ ...definition, comands: 1 }, algorithm, /image\.json is not valid: .*comands/],
    [{ ...definition, requirements: "../secret" }, algorithm, /requirements: must lie inside/],
    [{ ...definition, requirements: "none.txt" }, algorithm, /requirements: there is no file/],
    [{ ...definition, root: "nowhere" }, algorithm, /root: there is no folder/],
    [definition, { AlgorithmName: "x" }, /algorithm\.json is not valid: TrainingSpecification/],
    [
      definition,
      { ...algorithm, TrainingSpecification: { TrainingImage: "forest:9" } },
      /TrainingImage: must be "forest:1\.0"/,
    ],
  ])("names the file and the field of a mistake (%#)", async (image, request, message) => {
    await using base = await temporaryFolder();
    const folder = await writeImage(base.path, image, request);
    await expect(createSourceCatalogue([folder], registry).list()).rejects.toThrow(message);
  });

  test("names a missing file, broken JSON, and two images of one name", async () => {
    await using base = await temporaryFolder();
    await using other = await temporaryFolder();
    const folder = await writeImage(base.path);
    const twin = await writeImage(other.path);
    await expect(createSourceCatalogue([folder, twin], registry).list()).rejects.toThrow(
      /both name .*forest:1\.0: change the tag/,
    );
    await writeFile(join(twin, "image.json"), "{");
    await expect(createSourceCatalogue([twin], registry).list()).rejects.toThrow(/is not JSON/);
    await rm(join(folder, "algorithm.json"));
    await expect(createSourceCatalogue([folder], registry).list()).rejects.toThrow(
      /algorithm\.json does not exist/,
    );
  });
});
