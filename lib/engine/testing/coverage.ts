import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ecr from "@aws-sdk/client-ecr";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sagemaker from "@aws-sdk/client-sagemaker";
import * as runtime from "@aws-sdk/client-sagemaker-runtime";
import * as sts from "@aws-sdk/client-sts";
import type { StaticOperationSchema } from "@smithy/types";
import { compose } from "../compose.ts";
import { parseCommandLine } from "../config.ts";
import { AWS_RATES } from "../protocol/aws-rates.ts";
import type { Service, ServiceName } from "../protocol/operation.ts";
import { EXECUTION_ROLE } from "../state/execution-role.ts";

/** The services by the names that people know, and the SDK packages that describe them. */
const SERVICES: Readonly<Record<ServiceName, { title: string; client: object; paths?: true }>> = {
  s3: { title: "Amazon S3", client: s3, paths: true },
  sts: { title: "AWS STS", client: sts },
  iam: { title: "AWS IAM", client: iam },
  sagemaker: { title: "Amazon SageMaker", client: sagemaker },
  "sagemaker-runtime": { title: "Amazon SageMaker Runtime", client: runtime, paths: true },
  logs: { title: "Amazon CloudWatch Logs", client: logs },
  cloudwatch: { title: "Amazon CloudWatch", client: cloudwatch },
  ecr: { title: "Amazon ECR", client: ecr },
};
const NAMES = Object.keys(SERVICES) as ServiceName[];

/** Every operation of the SDK's models: name to `METHOD /path` for REST services, else to "". */
export function knownOperations(): Record<string, Record<string, string>> {
  return Object.fromEntries(
    NAMES.map((name) => {
      const { client, paths } = SERVICES[name];
      const operations = Object.values(client)
        .filter(isOperation)
        .map((schema) => [schema[2], paths ? routeOf(schema) : ""]);
      return [name, Object.fromEntries(operations)];
    }),
  );
}

const NOBODY = { accessKeyId: "none", secretAccessKey: "none" };

/** The operations that a composed engine serves. */
export async function servedOperations(): Promise<ReadonlyMap<ServiceName, readonly string[]>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "trainyard-coverage-"));
  const { config } = parseCommandLine(["--data-dir", dataDirectory], {
    TRAINYARD_RUNNER: "process",
  });
  const parts = compose({ ...config, imageDirectories: [] }, NOBODY);
  try {
    return new Map(parts.services.map((service) => [service.name, namesOf(service)]));
  } finally {
    await parts.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

/** `docs/engine-coverage.md` */
export async function coverageDocument(): Promise<string> {
  const known = knownOperations();
  const served = await servedOperations();
  const sections = NAMES.map((name) => {
    const operations = served.get(name) ?? [];
    const total = Object.keys(known[name] ?? {}).length;
    const items = operations.map((operation) => `- ${operation}`).join("\n");
    return `## ${SERVICES[name].title}\n\n${operations.length} of ${total} operations.\n\n${items}\n`;
  });
  return `# What the engine serves

Written from the engine's own tables by \`npm run test:unit -- lib/engine/testing/coverage -u\`; without
\`-u\`, the same test keeps it current.

An operation that AWS has and that is not listed here answers \`NotImplemented\` (HTTP 501). A name
that AWS does not have answers \`UnknownOperationException\`, or \`InvalidAction\` in the Query protocol.

${sections.join("\n")}
${WITHOUT_EFFECT}
${ratesSection()}`;
}

const WITHOUT_EFFECT = `## Image registry

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

/** What `--throttles aws` grants. */
function ratesSection(): string {
  const rows = NAMES.flatMap((name) =>
    Object.entries(AWS_RATES[name]).map(([operation, { perSecond, isDocumented }]) => {
      const what = operation === "*" ? "every other operation" : operation;
      const source = isDocumented ? "documented" : "a guess";
      return `| ${SERVICES[name].title} | ${what} | ${perSecond} | ${source} |`;
    }),
  );
  return `## As slow as AWS, when asked

\`npm run engine -- --throttles aws\` (or \`TRAINYARD_THROTTLES=aws\`) refuses what comes faster than AWS
grants one account: \`ThrottlingException\` (400), \`Throttling\` (400) in the Query protocol, \`SlowDown\`
(503) from S3. The calls of one second may come at once. Where regions differ, the least of them counts;
where AWS documents nothing, the number is a cautious guess. Operations without a row are not limited.

| Service | Operation | Calls a second | Source |
|---|---|---|---|
${rows.join("\n")}

\`TRAINYARD_ROLES=one,two\` names the roles that IAM knows in place of \`${EXECUTION_ROLE}\`, for trying a
program against an account where a role has to be chosen.
`;
}

const namesOf = ({ operations }: Service) => Object.keys(operations).sort();

/** Smithy's static schemas are arrays; 9 stands for an operation. */
function isOperation(exported: unknown): exported is StaticOperationSchema {
  return Array.isArray(exported) && exported[0] === 9;
}

function routeOf([, , , traits]: StaticOperationSchema): string {
  const http: unknown = typeof traits === "object" ? traits["http"] : undefined;
  return Array.isArray(http) ? `${http[0]} ${http[1]}` : "";
}
