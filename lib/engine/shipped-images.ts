import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SHIPPED = fileURLToPath(new URL("../../container/images/", import.meta.url));

/** The folders of the source images that come with Trainyard, in order of their names. */
export function shippedImages(): readonly string[] {
  if (!existsSync(SHIPPED)) return [];
  return readdirSync(SHIPPED)
    .sort()
    .map((name) => join(SHIPPED, name))
    .filter((folder) => existsSync(join(folder, "image.json")));
}
