import type { ServiceName } from "../protocol/operation.ts";

/** Operations that are taken and shown again, and change nothing. */
export const RECORDED_ONLY: Partial<Record<ServiceName, readonly string[]>> = {
  s3: ["GetBucketVersioning"],
  iam: ["SimulatePrincipalPolicy"],
  ecr: [
    "DeleteLifecyclePolicy",
    "DeleteRepositoryPolicy",
    "GetLifecyclePolicy",
    "GetRepositoryPolicy",
    "PutImageScanningConfiguration",
    "PutLifecyclePolicy",
    "SetRepositoryPolicy",
  ],
};

/** What no table of operations says. */
export const COVERAGE_NOTES = `## Image registry

\`docker login\`, \`docker push\` and \`docker pull\` work on the engine's own port, under \`/v2/\`: the
distribution specification 1.1 (uploads whole and in chunks, resumed, mounted; manifests of Docker's
schema 2 and of OCI, indexes; tags and catalog in pages; deletion), without referrers.
\`aws ecr get-login-password | docker login --username AWS --password-stdin 127.0.0.1:4566\`

## Training jobs, where one machine differs

- **Instances** are containers on this machine, as many at a time as it has cores; other jobs are
  \`Pending\` and say what they wait for, memory included. Several instances of a job have a network of
  their own in the sandbox (with iproute2) and in Docker. Without isolation they have no names.
- **FastFile** channels are all there before the start, and cannot be written to. **Gzip** channels are
  unpacked in File mode too; AWS documents CompressionType for Pipe alone.
- **Spot** capacity goes when it is asked to: \`POST /_trainyard/training-jobs/<name>/interrupt\`, without a
  signature, from this machine and from no web page; \`{"UnavailableSeconds": 60}\` as its body keeps
  others away for so long. \`BillableTimeInSeconds\` is 30 per cent of what the containers ran.
- **Checkpoints** are copied to S3 every two seconds and at the end; what is deleted stays there.
- **The engine's end** is an interruption to spot jobs and an \`InternalServerError\` to others, for which
  \`RetryStrategy\` has them run again; what had ended is uploaded by the next engine.
- **Script mode**: the archive that \`sagemaker_submit_directory\` names is unpacked to \`/opt/ml/code\` before
  the start, where the toolkits look first: containers need no way to S3.

## Transform jobs, where one machine differs

- **SplitType** is \`None\` or \`Line\`; \`RecordIO\`, \`TFRecord\` and \`DataCaptureConfig\` are refused.
- **FailureReason** goes on after AWS's words with the first file that failed, its records, and what the
  container answered; every failed file is in the stream \`<job>/<instance>/data-log\`.
- **The engine's end** does not end a job: it goes on with the files that are left.
  [0052](decisions/0052-a-transform-job-lists-its-inputs-once.md)

## Accepted, and without effect on one machine

So that the same script runs here and on AWS, these members are taken, shown again by the Describe
operations of SageMaker, and change nothing:

- SageMaker: \`VpcConfig\`, \`KmsKeyId\`, \`VolumeKmsKeyId\`, \`EnableInterContainerTrafficEncryption\`,
  instance types and volume sizes, warm pools, and the settings of Debugger and Profiler. Containers
  are kept apart by the runner, files are as safe as the disk they are on.
- Amazon ECR: lifecycle and repository policies, scanning and encryption settings.
- Amazon S3: server-side encryption, access control lists, storage classes and tags of objects.

What would give another result than on AWS is refused with \`NotImplemented\` instead: channels that are
not in S3, and models of several containers.

Buckets have no versions: \`GetBucketVersioning\` says that they never had, \`PutBucketVersioning\` is not
implemented, and who asks for another version of an object than \`null\` is refused.

\`PutLogEvents\` leaves out what is older than 14 days or more than two hours ahead, and says which, as
AWS does. Log groups have no retention of their own.

## What is not bounded

Jobs, models, tags and objects stay until they are deleted through the API. What grows by itself, logs
and metrics above all, has bounds: [0023](decisions/0023-what-the-engine-keeps-is-bounded.md).
`;
