import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { toTargetError } from "@/lib/aws/errors";
import { listLogStreams, readLogPage, TRAINING_LOG_GROUP } from "@/lib/aws/logs";
import type { Target } from "@/lib/aws/targets";
import { getDataset, listDatasets } from "./datasets";
import { deploy, replaceModel } from "./deployments";
import { removeEndpoint } from "./endpoint-deletion";
import { getEndpointErrors } from "./endpoint-health";
import { getEndpointMetrics } from "./endpoint-metrics";
import { getEndpoint } from "./endpoints";
import { getJobCurves } from "./job-curves";
import { getLastCalls } from "./last-calls";
import { getEvaluation } from "./model-files";
import { saveNote } from "./notes";
import { scoreChunk } from "./scoring";
import { type DenyingProxy, denyingProxy } from "./testing/denying-proxy";
import { openShop, SHOP_ROLE, shopJob } from "./testing/shop";
import { testTarget } from "./testing/test-target";
import { getJob, startJob, stopJob } from "./training-jobs";
import { startUpload } from "./uploads";

const WAIT = { timeout: 30_000, interval: 50 };
const PLAN = {
  endpoint: "shop",
  model: "shop-model",
  config: "shop-config",
  job: "first",
  roleArn: SHOP_ROLE,
  instanceType: "ml.m5.large",
  instanceCount: 1,
};
const OTHER = { ...PLAN, endpoint: "other", model: "other-model", config: "other-config" };

let shop: Awaited<ReturnType<typeof openShop>>;
let proxy: DenyingProxy;
let target: Target;

beforeAll(async () => {
  shop = await openShop();
  proxy = await denyingProxy(shop.target.endpoint ?? "");
  target = {
    ...testTarget({ url: proxy.url, credentials: await shop.target.credentials() }),
    profile: "team",
  };
  await startJob(target, shopJob("first"));
  await vi.waitUntil(async () => (await getJob(target, "first")).status === "Completed", WAIT);
  await deploy(target, PLAN);
  await vi.waitUntil(async () => (await getEndpoint(target, "shop")).status === "InService", WAIT);
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await shop.close();
});
beforeEach(() => {
  proxy.refused.clear();
  proxy.asked.length = 0;
});

/** As the policy of an account refuses it; S3 may say no more than that it does. */
function deny(operation: string, action: string) {
  const isStorage = operation.includes(" ");
  proxy.refused.set(operation, {
    status: operation.includes(".") ? 400 : 403,
    type: isStorage ? "AccessDenied" : "AccessDeniedException",
    message: isStorage
      ? "Access Denied"
      : `User: arn:aws:iam::123456789012:user/ana is not authorized to perform: ${action} on resource: any because no identity-based policy allows the ${action} action`,
  });
}

type Case = readonly [operation: string, action: string, ask: () => Promise<unknown>];

const LOGS = "Logs_20140328";
const rows = () => ({
  body: new TextEncoder().encode("1\n"),
  header: undefined,
  signal: new AbortController().signal,
});
const CLOUDWATCH = "GraniteServiceVersion20100801.GetMetricData";
const ended = { name: "first", startedAt: "2026-11-21T10:00:00Z", endedAt: "2026-11-21T10:05:00Z" };
const note = { text: "noted", etag: null };
const file = { name: "more", file: "data.csv", size: 1000 };

/** One missing action after the other, where its page or button asks for it. */
const CASES: readonly Case[] = [
  ["SageMaker.DescribeTrainingJob", "sagemaker:DescribeTrainingJob", () => getJob(target, "first")],
  ["SageMaker.CreateTrainingJob", "sagemaker:AddTags", () => startJob(target, shopJob("second"))],
  ["SageMaker.CreateTrainingJob", "iam:PassRole", () => startJob(target, shopJob("second"))],
  ["SageMaker.StopTrainingJob", "sagemaker:StopTrainingJob", () => stopJob(target, "first")],
  ["SageMaker.DescribeEndpoint", "sagemaker:DescribeEndpoint", () => getEndpoint(target, "shop")],
  ["SageMaker.CreateModel", "sagemaker:CreateModel", () => deploy(target, OTHER)],
  ["SageMaker.CreateModel", "iam:PassRole", () => deploy(target, OTHER)],
  ["SageMaker.CreateEndpointConfig", "sagemaker:CreateEndpointConfig", () => deploy(target, OTHER)],
  ["SageMaker.CreateEndpoint", "sagemaker:CreateEndpoint", () => deploy(target, OTHER)],
  [
    "SageMaker.UpdateEndpoint",
    "sagemaker:UpdateEndpoint",
    () => replaceModel(target, { ...OTHER, endpoint: "shop" }),
  ],
  [
    "SageMaker.DeleteEndpoint",
    "sagemaker:DeleteEndpoint",
    () => removeEndpoint(target, "shop", undefined),
  ],
  [
    `${LOGS}.DescribeLogStreams`,
    "logs:DescribeLogStreams",
    () => listLogStreams(target, TRAINING_LOG_GROUP, "first/"),
  ],
  [
    `${LOGS}.GetLogEvents`,
    "logs:GetLogEvents",
    () => readLogPage(target, TRAINING_LOG_GROUP, "first/algo-1", null),
  ],
  [`${LOGS}.FilterLogEvents`, "logs:FilterLogEvents", () => getEndpointErrors(target, "shop", {})],
  [CLOUDWATCH, "cloudwatch:GetMetricData", () => getEndpointMetrics(target, "shop", {})],
  [
    CLOUDWATCH,
    "cloudwatch:GetMetricData",
    () => getJobCurves(target, { metric: "rmse", jobs: [ended] }),
  ],
  [
    CLOUDWATCH,
    "cloudwatch:GetMetricData",
    () => getLastCalls(target, { variants: [{ endpoint: "shop", variant: "AllTraffic" }] }),
  ],
  ["InvokeEndpoint", "sagemaker:InvokeEndpoint", () => scoreChunk(target, "shop", rows())],
  ["GET object", "s3:GetObject", () => getDataset(target, "shop")],
  ["GET object", "s3:GetObject", () => getEvaluation(target, "first")],
  ["PUT object", "s3:PutObject", () => saveNote(target, "image", "shop-1", note)],
  ["POST object", "s3:PutObject", () => startUpload(target, file)],
];

test.each(CASES)(
  "without %s (%s) there is one sentence with its name, and one call",
  async (operation, action, ask) => {
    deny(operation, action);
    const error = await ask().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(toTargetError(error, target)).toMatchObject({ code: "AccessDenied", facts: { action } });
    expect(proxy.asked).toEqual([operation]);
  },
);

test.each<readonly [operation: string, action: string, ask: () => Promise<object>]>([
  ["SageMaker.ListTags", "sagemaker:ListTags", () => getJob(target, "first")],
  ["GET object", "s3:GetObject", () => listDatasets(target, {})],
  ["HEAD object", "s3:GetObject", () => getJob(target, "first")],
  [
    "SageMaker.DescribeEndpointConfig",
    "sagemaker:DescribeEndpointConfig",
    () => getEndpoint(target, "shop"),
  ],
  ["SageMaker.DescribeModel", "sagemaker:DescribeModel", () => getEndpoint(target, "shop")],
])(
  "without %s (%s) the page is there, and says what is left out",
  async (operation, action, ask) => {
    expect(await ask()).toMatchObject({ denied: [] });
    deny(operation, action);
    expect(await ask()).toMatchObject({ denied: [action] });
  },
);
