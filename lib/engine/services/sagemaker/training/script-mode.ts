import { join } from "node:path";
import type { ObjectStore } from "../../../state/objects.ts";
import { parseS3Uri, toS3Uri } from "../containers/s3-uri.ts";
import type { TrainingJob } from "../records.ts";
import { extractModel, ModelArchiveError } from "../serving/model-files.ts";
import { JobFailure } from "./job-failure.ts";

/** The hyperparameter by which the SDK says where a script's archive is, plain or as JSON. */
const SUBMIT_DIRECTORY = "sagemaker_submit_directory";

/**
 * Unpacks the script of script mode to /opt/ml/code, where the toolkits look before they ask S3 for
 * it: a container without a way out has it too.
 */
export async function placeScript(
  objects: ObjectStore,
  job: TrainingJob,
  mlRoot: string,
  signal: AbortSignal,
): Promise<void> {
  const location = parseS3Uri(fromJson(job.request.HyperParameters?.[SUBMIT_DIRECTORY] ?? ""));
  if (!location) return;
  const uri = toS3Uri(location);
  if (!objects.head(location.bucket, location.key))
    throw new JobFailure(
      `ClientError: Data download failed: NoSuchKey (404): ${SUBMIT_DIRECTORY} names ${uri}, which does not exist.`,
    );
  try {
    await extractModel(objects.open(location.bucket, location.key), join(mlRoot, "code"), signal);
  } catch (error) {
    if (!(error instanceof ModelArchiveError)) throw error;
    throw new JobFailure(
      `ClientError: Data download failed for ${uri}: ${error.message.replace("the model archive", "the script's archive")}`,
    );
  }
}

/** The SDK encodes its own hyperparameters as JSON, other clients do not. */
function fromJson(value: string): string {
  return value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
