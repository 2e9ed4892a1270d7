import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeAlgorithm } from "./files.mjs";

let container;

beforeEach(() => {
  container = mkdtempSync(join(tmpdir(), "trainyard-new-"));
  cpSync("container/template", join(container, "template"), { recursive: true });
});
afterEach(() => rmSync(container, { recursive: true }));

test("module and image bear the new name, and nothing of the template's", () => {
  const { module, image } = writeAlgorithm(container, "price_2_model");
  expect(module).toBe(join(container, "src/trainyard_container/algorithms/price_2_model.py"));
  const text = readFileSync(module, "utf8");
  expect(text).toMatch(/^"""Price 2 model: /);
  expect(text).toContain('name="price_2_model"');
  expect(text).toContain('title="price-2-model"');
  const definition = JSON.parse(readFileSync(join(image, "image.json"), "utf8"));
  expect(definition.repository).toBe("price-2-model");
  expect(definition.environment.TRAINYARD_ALGORITHM).toBe("price_2_model");
  expect(text + JSON.stringify(definition)).not.toMatch(/my[_-]model|MY_TITLE/);
});

test("what exists is not written over", () => {
  writeAlgorithm(container, "first");
  const before = readFileSync(join(container, "images/first/image.json"), "utf8");
  expect(() => writeAlgorithm(container, "first")).toThrow(/first\.py exists already/);
  expect(readFileSync(join(container, "images/first/image.json"), "utf8")).toBe(before);
});

test("undo leaves nothing behind", () => {
  const { module, image, undo } = writeAlgorithm(container, "first");
  undo();
  expect([existsSync(module), existsSync(image)]).toEqual([false, false]);
});

test.each(["", "My_model", "my-model", "../evil", "2fast", "a__b", "import", "x".repeat(41)])(
  "%j is no name",
  (name) => {
    expect(() => writeAlgorithm(container, name)).toThrow(/cannot be the name of an algorithm/);
  },
);
