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
import { COVERAGE_NOTES, RECORDED_ONLY } from "./coverage-notes.ts";

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
  const sections = NAMES.map((name) =>
    serviceSection(name, Object.keys(known[name] ?? {}), served.get(name) ?? []),
  );
  return `# What the engine serves

Written from the engine's own tables by \`npm run test:unit -- lib/engine/testing/coverage -u\`; without
\`-u\`, the same test keeps it current.

*Real*: it does what AWS's does, but for what is said below. *Recorded only*: it is taken and shown
again, and has no effect on one machine. *Absent*: it answers \`NotImplemented\` (HTTP 501). A name that
AWS does not have answers \`UnknownOperationException\`, or \`InvalidAction\` in the Query protocol.

${sections.join("\n")}
${COVERAGE_NOTES}
${ratesSection()}`;
}

/** A service's operations by what they do here. */
function serviceSection(
  name: ServiceName,
  known: readonly string[],
  served: readonly string[],
): string {
  const isRecorded = (operation: string) => RECORDED_ONLY[name]?.includes(operation) ?? false;
  const rows = served.map(
    (operation) => `| ${operation} | ${isRecorded(operation) ? "recorded only" : "real"} |`,
  );
  const absent = known.filter((operation) => !served.includes(operation)).sort();
  return `## ${SERVICES[name].title}

${served.length} of ${known.length} operations.

| Operation | |
|---|---|
${rows.join("\n")}

<details><summary>${absent.length} absent</summary>

${absent.join(", ")}

</details>
`;
}

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
