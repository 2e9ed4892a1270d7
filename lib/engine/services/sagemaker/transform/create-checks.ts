import type { CreateTransformJobRequest } from "@aws-sdk/client-sagemaker";
import { transformInstanceTypes } from "../../../protocol/instance-types.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import { parseS3Uri } from "../containers/s3-uri.ts";
import { constraint, invalid, notImplemented } from "../faults.ts";
import { checkPath, formatOf } from "./data-format.ts";
import { pathOf } from "./data-processing.ts";
import { MOST_AT_ONCE_MB } from "./execution-parameters.ts";

/** Refuses what SageMaker would do and this engine does not, instead of leaving it out. */
export function refuseUnserved({ TransformInput, DataCaptureConfig }: CreateTransformJobRequest) {
  const split = TransformInput?.SplitType ?? "None";
  if (split === "RecordIO" || split === "TFRecord")
    throw notImplemented(
      `Trainyard does not split ${split} files: set SplitType to Line or None, which sends each file whole.`,
    );
  if (DataCaptureConfig)
    throw notImplemented("Trainyard does not capture data: leave DataCaptureConfig out.");
}

export async function checkInstances({ TransformResources }: CreateTransformJobRequest) {
  const type = TransformResources?.InstanceType;
  if (type === undefined)
    throw constraint("null", "transformResources.instanceType", "Member must not be null");
  const known = await transformInstanceTypes();
  if (!known.includes(type))
    throw constraint(
      type,
      "transformResources.instanceType",
      `Member must satisfy enum value set: [${known.join(", ")}]`,
    );
}

/** What may be under way at once, where the request itself says both numbers. */
export function checkPayload(request: CreateTransformJobRequest): void {
  const { MaxPayloadInMB = 0, MaxConcurrentTransforms = 1 } = request;
  if (MaxPayloadInMB * MaxConcurrentTransforms <= MOST_AT_ONCE_MB) return;
  throw invalid(
    `The value of MaxConcurrentTransforms * MaxPayloadInMB cannot exceed ${MOST_AT_ONCE_MB} MB: it is ${MaxConcurrentTransforms} * ${MaxPayloadInMB}.`,
  );
}

export function checkPlaces(
  objects: ObjectStore,
  { TransformInput, TransformOutput }: CreateTransformJobRequest,
): void {
  const source = TransformInput?.DataSource?.S3DataSource?.S3Uri ?? "";
  if (!parseS3Uri(source))
    throw invalid(`The S3 URI ${source} of the input is not of the form s3://bucket/prefix.`);
  const uri = TransformOutput?.S3OutputPath ?? "";
  const target = parseS3Uri(uri);
  if (!target || !objects.bucketExists(target.bucket))
    throw invalid(`The S3 bucket of the output path "${uri}" does not exist.`);
}

/** Whether records can be looked into as DataProcessing asks. */
export function checkDataProcessing(request: CreateTransformJobRequest): void {
  const { DataProcessing = {}, TransformInput: input, TransformOutput: output } = request;
  const { InputFilter, OutputFilter, JoinSource } = DataProcessing;
  const isJoined = JoinSource === "Input";
  const written = output?.Accept ?? input?.ContentType;
  if (isJoined) checkJoin(request);
  if (isJoined || pathIn("inputFilter", InputFilter, input?.ContentType).length > 0)
    requireFormat("ContentType", input?.ContentType);
  if (pathIn("outputFilter", OutputFilter, written).length > 0) requireFormat("Accept", written);
}

function checkJoin({ TransformInput: input, TransformOutput: output }: CreateTransformJobRequest) {
  if (output?.Accept !== undefined && output.Accept !== input?.ContentType)
    throw invalid(
      `To join the input with the output, Accept must match ContentType: they are ${output.Accept} and ${input?.ContentType}.`,
    );
  const split = input?.SplitType ?? "None";
  const assemble = output?.AssembleWith ?? "None";
  if (split !== assemble)
    throw invalid(
      `To join the input with the output, AssembleWith must match SplitType: they are ${assemble} and ${split}.`,
    );
}

function pathIn(member: string, filter: string | undefined, contentType: string | undefined) {
  try {
    const path = pathOf(filter);
    checkPath(path, contentType ?? "");
    return path;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalid(`The JSONPath ${filter} of dataProcessing.${member} is not valid: ${why}.`);
  }
}

function requireFormat(member: string, contentType: string | undefined): void {
  if (formatOf(contentType ?? "", true)) return;
  throw invalid(
    `DataProcessing takes text/csv, application/json and application/jsonlines, and ${member} is ${contentType ?? "not set"}.`,
  );
}
