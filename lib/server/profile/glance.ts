import "server-only";
import type { Target } from "@/lib/aws/targets";
import type { DatasetGlance } from "@/lib/contracts/dataset-glance";
import { datasetProfile } from "@/lib/contracts/dataset-profile";
import { findingsOf } from "@/lib/domain/profile/findings/findings";
import { datasetProfileKey } from "@/lib/domain/workspace";
import { readStoredJson } from "../stored-json";
import { bucketOf } from "../workspace";

/** A list reads many: the profile of a table of a thousand columns, and none that is larger. */
const MOST_BYTES = 4 * 1024 * 1024;

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
  return {
    rows,
    findings: findingsOf({ profile, target: label }).length,
    bytes: bytes.total,
    files: files.length,
    header,
    createdAt,
    isWhole: bytes.read === bytes.total,
  };
}
