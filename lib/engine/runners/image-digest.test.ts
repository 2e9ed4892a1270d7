import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFolderDigester } from "./image-digest.ts";
import { temporaryFolder } from "./testing/source-image.ts";

test("a folder with more bytes than an image may have is refused before it is read", async () => {
  await using base = await temporaryFolder();
  const digest = createFolderDigester();
  await writeFile(join(base.path, "data"), "small");
  expect(await digest(base.path)).toMatchObject({ sizeBytes: 5 });
  await truncate(join(base.path, "data"), 11 * 1024 ** 3);
  await expect(digest(base.path)).rejects.toThrow(
    `holds ${11 * 1024 ** 3} bytes, more than the ${10 * 1024 ** 3} an image may have`,
  );
});
