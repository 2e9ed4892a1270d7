import { parseS3Uri } from "./containers/s3-uri.ts";
import type { SageMakerContext } from "./context.ts";
import { invalid } from "./faults.ts";

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
