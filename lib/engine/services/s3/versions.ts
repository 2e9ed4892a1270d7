import { AwsError } from "../../protocol/errors.ts";

/** Buckets here never had versions: the one that there is of each object is called `null`, as in S3. */
export function requireCurrent(versionId: string | undefined): void {
  if (versionId === undefined || versionId === "null") return;
  throw new AwsError("InvalidArgument", "Invalid version id specified", 400, {
    ArgumentName: "versionId",
    ArgumentValue: versionId,
  });
}
