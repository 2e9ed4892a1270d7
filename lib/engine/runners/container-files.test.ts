import { execFile } from "node:child_process";
import { access, chmod, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { removeTree, reopenTree } from "./container-files.ts";
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

test("what a container closed is opened again, and what it links to is not", async () => {
  await using place = await temporaryFolder();
  const [outside, tree] = [join(place.path, "outside"), join(place.path, "tree")];
  await mkdir(join(tree, "closed"), { recursive: true });
  const inside = join(tree, "closed", "file");
  for (const file of [outside, inside]) await writeFile(file, "", { mode: 0 });
  await symlink(outside, join(tree, "link"));
  await chmod(join(tree, "closed"), 0);
  await reopenTree(tree);
  const rights = async (path: string) => (await stat(path)).mode & 0o700;
  expect(await rights(join(tree, "closed"))).toBe(0o700);
  expect(await rights(inside)).toBe(0o600);
  expect(await rights(outside)).toBe(0);
});
