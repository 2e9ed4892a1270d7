import { execFile } from "node:child_process";
import { access, chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { removeTree } from "./remove-tree.ts";
import { temporaryFolder } from "./testing/source-image.ts";

/** From folder to folder, since no path would do. */
const NEST =
  "import os\nfor _ in range(40): os.mkdir('d' * 200); os.chdir('d' * 200)\nopen('file', 'w')";

test("a tree deeper than a path may be long goes", async () => {
  await using place = await temporaryFolder();
  const tree = join(place.path, "tree");
  await mkdir(tree);
  await promisify(execFile)("python3", ["-c", NEST], { cwd: tree });
  await removeTree(tree);
  await expect(access(tree)).rejects.toThrow("ENOENT");
});

test("so does one whose folders let nobody in, and one that is not there", async () => {
  await using place = await temporaryFolder();
  const tree = join(place.path, "tree");
  await mkdir(join(tree, "closed"), { recursive: true });
  await writeFile(join(tree, "closed", "file"), "");
  await chmod(join(tree, "closed"), 0);
  await removeTree(tree);
  await expect(access(tree)).rejects.toThrow("ENOENT");
  await removeTree(tree);
});
