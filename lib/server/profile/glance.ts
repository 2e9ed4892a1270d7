import "server-only";
import type { Target } from "@/lib/aws/targets";
import type { DatasetGlance } from "@/lib/contracts/dataset-glance";
import { type ColumnProfile, datasetProfile } from "@/lib/contracts/dataset-profile";
import { findingsOf } from "@/lib/domain/profile/findings/findings";
import { datasetProfileKey } from "@/lib/domain/workspace";
import { readStoredJson } from "../stored-json";
import { bucketOf } from "../workspace";

/** A list reads many: the profile of a table of a thousand columns, and none that is larger. */
const MOST_BYTES = 4 * 1024 * 1024;

/** As many as a line of a list has room for. */
const MOST_BARS = 24;

/** Neighbours together, so that there are at most so many. */
function merged(counts: readonly number[], most: number): number[] {
  const together = Math.ceil(counts.length / most);
  const bars: number[] = [];
  for (const [at, count] of counts.entries()) {
    const bar = Math.floor(at / together);
    bars[bar] = (bars[bar] ?? 0) + count;
  }
  return bars;
}

/** Categories by how frequent they are, numbers by how large. */
function spreadOf({ type, numbers, top }: ColumnProfile): number[] | null {
  if (type === "category" || !numbers) {
    return top.length > 0 ? top.slice(0, MOST_BARS).map(({ count }) => count) : null;
  }
  return merged(numbers.histogram.counts, MOST_BARS);
}

/** A stored profile in one line, by one read from S3; null where there is none to be had. */
export async function getGlance(
  target: Target,
  name: string,
  label: string | null,
): Promise<DatasetGlance | null> {
  const at = { bucket: await bucketOf(target), key: datasetProfileKey(name) };
  const profile = await readStoredJson(target, at, datasetProfile, MOST_BYTES);
  if (!profile) return null;
  const { rows, bytes, files, header, createdAt } = profile;
  const predicted = profile.columns.find((column) => column.name === label);
  return {
    rows,
    findings: findingsOf({ profile, target: label }).length,
    bytes: bytes.total,
    files: files.length,
    header,
    createdAt,
    spread: predicted ? spreadOf(predicted) : null,
    isWhole: bytes.read === bytes.total,
  };
}
