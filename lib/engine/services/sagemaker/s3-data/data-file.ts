import type { S3Location } from "../containers/s3-uri.ts";

/** One object of a job's input. */
export interface DataFile extends S3Location {
  /** Where it lies below the folder that the input is copied to, by folder and file name. */
  readonly path: readonly string[];
}
