import "server-only";
import { absent } from "@/lib/aws/outcomes";
import { listObjects } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { isDatasetName } from "@/lib/domain/names";
import { DATASETS_PREFIX } from "@/lib/domain/workspace";

const PAGES = 5;
const LIMIT = 50;

export interface NamePage {
  readonly names: readonly string[];
  readonly nextCursor: string | null;
}

/** "0" follows "/" in S3's order of keys, so this is behind everything of that dataset. */
const behind = (name: string): string => `${DATASETS_PREFIX}${name}0`;

/** One page of S3's own list; `last` is its last name when there are more, else null. */
async function listPage(target: Target, bucket: string, after: string | undefined, size: number) {
  const options = { delimiter: "/", startAfter: after, limit: size } as const;
  const listed = await absent(listObjects(target, bucket, DATASETS_PREFIX, options));
  const names = (listed?.folders ?? []).map(nameOf);
  return { names, last: (listed?.nextCursor && names.at(-1)) || null };
}

/**
 * Names of datasets after `cursor`, which is the last name that was looked at. A page may be
 * short, even empty: a long list is searched some thousand names at a time. A bucket that does
 * not exist yet holds none.
 */
export async function datasetNames(
  target: Target,
  bucket: string,
  query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
  pageSize = 1000,
): Promise<NamePage> {
  const limit = query.limit ?? LIMIT;
  const names: string[] = [];
  let looked = query.cursor ?? null;
  for (let page = 0; page < PAGES && names.length <= limit; page += 1) {
    const after = looked === null ? undefined : behind(looked);
    const listed = await listPage(target, bucket, after, pageSize);
    names.push(...listed.names.filter((name) => matches(name, query.q)));
    looked = listed.last;
    if (looked === null) break;
  }
  const shown = names.slice(0, limit);
  return { names: shown, nextCursor: names.length > limit ? (shown.at(-1) ?? null) : looked };
}

const nameOf = (folder: string): string => folder.slice(DATASETS_PREFIX.length, -1);

const matches = (name: string, q: string | undefined): boolean =>
  isDatasetName(name) && (q === undefined || name.includes(q.toLowerCase()));
