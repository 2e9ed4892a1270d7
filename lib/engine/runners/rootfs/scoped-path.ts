import { lstat, mkdir, readlink, rm } from "node:fs/promises";
import { join } from "node:path";

const MOST_LINKS = 40;
const FOLDER_MODE = 0o755;

/** Something in an image that no image has to have, and that could reach outside of it. */
export class HostileImage extends Error {}

/** The components of a path in an image; throws HostileImage for one that climbs. */
export function componentsOf(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..") || path.includes("\0"))
    throw new HostileImage(`it has a file named ${JSON.stringify(path)}`);
  return parts;
}

interface Following {
  /** The last component's link too. */
  readonly followLast?: boolean;
  /** Makes folders that are missing; a file in the place of one goes. */
  readonly make?: boolean;
}

/**
 * Where a path of an image lies below `root`, with every link on its way followed as a process would
 * whose root that is: a link to `/etc` means the image's.
 */
export async function scopedPath(
  root: string,
  components: readonly string[],
  following: Following = {},
): Promise<string> {
  let way: Way = { place: [], rest: meaningful(components), links: 0 };
  while (way.rest.length > 0) {
    way = await advance(root, way, following);
    if (way.links > MOST_LINKS)
      throw new HostileImage(`its links at /${way.place.join("/")} go round`);
  }
  return join(root, ...way.place);
}

/** How far a path has been followed, and what is left of it. */
interface Way {
  readonly place: readonly string[];
  readonly rest: readonly string[];
  readonly links: number;
}

async function advance(
  root: string,
  { place, rest, links }: Way,
  { followLast = false, make = false }: Following,
): Promise<Way> {
  const [part = "", ...after] = rest;
  if (part === "..") return { place: place.slice(0, -1), rest: after, links };
  const path = join(root, ...place, part);
  const isLast = after.length === 0;
  const target = isLast && !followLast ? undefined : await linkTarget(path);
  if (target !== undefined)
    return {
      place: target.startsWith("/") ? [] : place,
      rest: [...meaningful(target.split("/")), ...after],
      links: links + 1,
    };
  if (make && !isLast) await requireFolder(path);
  return { place: [...place, part], rest: after, links };
}

const meaningful = (components: readonly string[]): string[] =>
  components.filter((part) => part !== "" && part !== ".");

/** What a symbolic link says; undefined for everything else. */
async function linkTarget(path: string): Promise<string | undefined> {
  const entry = await lstat(path).catch(() => undefined);
  return entry?.isSymbolicLink() ? readlink(path) : undefined;
}

async function requireFolder(path: string): Promise<void> {
  const entry = await lstat(path).catch(() => undefined);
  if (entry?.isDirectory()) return;
  if (entry) await rm(path);
  await mkdir(path, FOLDER_MODE);
}
