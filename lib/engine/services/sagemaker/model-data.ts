import type { ModelDataSource } from "@aws-sdk/client-sagemaker";
import { parseS3Uri } from "./containers/s3-uri.ts";
import type { SageMakerContext } from "./context.ts";
import { invalid, notImplemented } from "./faults.ts";

/** The service looks at creation whether the archive is there. */
export function requireModelData(
  { objects }: Pick<SageMakerContext, "objects">,
  url: string,
): void {
  if (!url.endsWith(".tar.gz")) throw invalid(`The model data "${url}" must be a .tar.gz file.`);
  const source = parseS3Uri(url);
  if (source && objects.head(source.bucket, source.key)) return;
  throw invalid(`Could not find model data at ${url}.`);
}

/** An archive, or the files below a prefix as they are: what OutputDataConfig's CompressionType NONE leaves. */
export function requireModelSource(
  context: Pick<SageMakerContext, "objects">,
  { S3DataSource: source }: ModelDataSource,
): void {
  const { S3Uri: uri = "", S3DataType, CompressionType } = source ?? {};
  if (S3DataType === "S3Object" && CompressionType === "Gzip") {
    requireModelData(context, uri);
    return;
  }
  if (S3DataType !== "S3Prefix" || CompressionType !== "None")
    throw notImplemented(
      "Trainyard takes a ModelDataSource of S3Object with Gzip, or of S3Prefix with None.",
    );
  if (!uri.endsWith("/"))
    throw invalid(`The S3 URI ${uri} of a ModelDataSource with S3Prefix must end with a slash.`);
  const prefix = parseS3Uri(uri);
  const isThere =
    prefix && context.objects.list(prefix.bucket, { prefix: prefix.key, limit: 1 }).length > 0;
  if (!isThere) throw invalid(`Could not find model data at ${uri}.`);
}
