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

/**
 * Names of datasets after `cursor`, which is the last name of the page before. A bucket that does
 * not exist yet holds none.
 */
export async function datasetNames(
  target: Target,
  bucket: string,
  query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<NamePage> {
  const limit = query.limit ?? LIMIT;
  const names: string[] = [];
  // "0" follows "/" in S3's order of keys, so this is behind everything of that dataset.
  let after = query.cursor ? `${DATASETS_PREFIX}${query.cursor}0` : undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const listed = await absent(
      listObjects(target, bucket, DATASETS_PREFIX, { delimiter: "/", startAfter: after }),
    );
    const folders = listed?.folders ?? [];
    names.push(...folders.map(nameOf).filter((name) => matches(name, query.q)));
    const last = folders.at(-1);
    if (names.length > limit || !listed?.nextCursor || !last) break;
    after = `${last.slice(0, -1)}0`;
  }
  const shown = names.slice(0, limit);
  return { names: shown, nextCursor: names.length > limit ? (shown.at(-1) ?? null) : null };
}

const nameOf = (folder: string): string => folder.slice(DATASETS_PREFIX.length, -1);

const matches = (name: string, q: string | undefined): boolean =>
  isDatasetName(name) && (q === undefined || name.includes(q.toLowerCase()));
