import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { toAppError, toTargetError } from "@/lib/aws/errors";
import type { Target } from "@/lib/aws/targets";
import { deploymentChecks } from "./deployment-checks";
import { getEndpoint, listEndpoints } from "./endpoints";
import { listImages } from "./images";
import { getRoles } from "./roles";
import { getSummary } from "./summary";
import { type DenyingProxy, denyingProxy } from "./testing/denying-proxy";
import { openShop, SHOP_ROLE } from "./testing/shop";
import { testTarget } from "./testing/test-target";

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
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await shop.close();
});
beforeEach(() => proxy.refused.clear());

const deny = (operation: string, action: string) =>
  proxy.refused.set(operation, {
    status: operation.includes(".") ? 400 : 403,
    type: operation.includes(".") ? "AccessDeniedException" : "AccessDenied",
    message: `User: arn:aws:iam::123456789012:user/ana is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
  });

const fault = async (call: Promise<unknown>) =>
  toAppError(await call.catch((error: unknown) => error));

test("a page whose one question is denied names the action to ask for", async () => {
  deny("SageMaker.ListEndpoints", "sagemaker:ListEndpoints");
  expect(await fault(listEndpoints(target, {}))).toMatchObject({
    code: "AccessDenied",
    facts: { action: "sagemaker:ListEndpoints", upstream: { requestId: "refused" } },
  });
  deny("SageMaker.DescribeEndpoint", "sagemaker:DescribeEndpoint");
  expect(await fault(getEndpoint(target, "any"))).toMatchObject({ code: "AccessDenied" });
});

test("one list that may not be read takes no other count with it", async () => {
  deny("SageMaker.ListAlgorithms", "sagemaker:ListAlgorithms");
  expect(await getSummary(target)).toMatchObject({
    images: null,
    datasets: { value: 1, more: false },
    endpoints: { value: 0, more: false },
  });
});

test("images are listed without the registry, and without their descriptions", async () => {
  deny("AmazonEC2ContainerRegistry_V20150921.DescribeRepositories", "ecr:DescribeRepositories");
  deny("SageMaker.DescribeAlgorithm", "sagemaker:DescribeAlgorithm");
  const { items } = await listImages(target, {});
  expect(items.find(({ name }) => name === "shop-1")).toMatchObject({
    registered: true,
    reference: null,
    digest: null,
  });
});

test("roles that may not be listed or read are for the person to vouch for", async () => {
  deny("ListRoles", "iam:ListRoles");
  expect(await getRoles(target)).toMatchObject({ roles: [], listable: false });
  deny("GetRole", "iam:GetRole");
  const { checks } = await deploymentChecks(target, {
    endpoint: "free",
    job: "none",
    roleArn: SHOP_ROLE,
  });
  expect(checks.find(({ id }) => id === "role")).toMatchObject({ result: "warn" });
});

test("a session that ends between two calls says how to begin another", async () => {
  proxy.refused.set("SageMaker.ListEndpoints", {
    status: 400,
    type: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  });
  const error = await listEndpoints(target, {}).catch((thrown: unknown) => thrown);
  expect(toTargetError(error, target)).toMatchObject({
    code: "CredentialsExpired",
    facts: { fix: expect.stringContaining("aws sso login --profile team") },
  });
});

test("a limit that stays reached is told after the SDK's own attempts", async () => {
  proxy.refused.set("SageMaker.ListEndpoints", {
    status: 400,
    type: "ThrottlingException",
    message: "Rate exceeded",
  });
  expect(await fault(listEndpoints(target, {}))).toMatchObject({ code: "Throttled" });
});
