import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Target } from "@/lib/aws/targets";
import { type DenyingProxy, denyingProxy } from "../testing/denying-proxy";
import { openShop } from "../testing/shop";
import { testTarget } from "../testing/test-target";
import { getDoctor } from "./doctor";

let shop: Awaited<ReturnType<typeof openShop>>;
let proxy: DenyingProxy;
let target: Target;

beforeAll(async () => {
  shop = await openShop();
  proxy = await denyingProxy(shop.target.endpoint ?? "");
  target = {
    ...testTarget({ url: proxy.url, credentials: await shop.target.credentials() }),
    profile: "my team",
    onThisMachine: false,
  };
}, 60_000);
afterAll(async () => {
  await proxy.close();
  await shop.close();
});
beforeEach(() => proxy.refused.clear());

const deny = (operation: string, action: string) =>
  proxy.refused.set(operation, {
    status: 400,
    type: "AccessDeniedException",
    message: `User is not authorized to perform: ${action} on resource *`,
  });

const checkOf = async (id: string) =>
  (await getDoctor(target)).checks.find((check) => check.id === id);

test("a target that has everything blocks nothing and limits nothing", async () => {
  const { checks } = await getDoctor(target);
  expect(checks.map(({ id, result }) => `${id} ${result}`)).toEqual([
    "access ok",
    "role ok",
    "bucket ok",
    "cors ok",
    "actions ok",
  ]);
});

test("what a page cannot do without blocks, and the policy that allows it is the line", async () => {
  deny("SageMaker.ListEndpoints", "sagemaker:ListEndpoints");
  deny("SageMaker.Search", "sagemaker:Search");
  const needed = await checkOf("sagemaker:ListEndpoints");
  expect(needed).toMatchObject({ result: "blocks", word: "Denied" });
  expect(JSON.parse(needed?.line ?? "")).toEqual({
    Effect: "Allow",
    Action: "sagemaker:ListEndpoints",
    Resource: "*",
  });
  expect(await checkOf("sagemaker:Search")).toMatchObject({ result: "limits" });
  expect(await checkOf("actions")).toMatchObject({ found: "7 of 9 actions allowed" });
});

test("roles that may not be listed are asked for by the forms", async () => {
  deny("ListRoles", "iam:ListRoles");
  expect(await checkOf("role")).toMatchObject({ result: "limits", word: "Denied" });
});

test("a service that fails is not known, and hides no other check", async () => {
  proxy.refused.set("SageMaker.ListModels", {
    status: 400,
    type: "ThrottlingException",
    message: "Rate exceeded",
  });
  expect(await checkOf("sagemaker:ListModels")).toMatchObject({
    result: "unknown",
    found: "Asked too often",
  });
  expect(await checkOf("bucket")).toMatchObject({ result: "ok" });
}, 30_000);

test("an answer of before does not stand for one of now", async () => {
  expect(await checkOf("access")).toMatchObject({ result: "ok" });
  proxy.refused.set("GetCallerIdentity", {
    status: 403,
    type: "ExpiredToken",
    message: "The security token included in the request is expired",
  });
  expect(await checkOf("access")).toMatchObject({
    result: "blocks",
    line: "aws sso login --profile 'my team'",
  });
});

test("credentials that are refused block everything, and the command names their profile", async () => {
  const stranger = {
    ...target,
    name: "test-stranger",
    credentials: async () => ({ accessKeyId: "AKIANOBODY0000000000", secretAccessKey: "none" }),
  };
  const { checks } = await getDoctor(stranger);
  expect(checks.map(({ id, result }) => `${id} ${result}`)).toEqual([
    "access blocks",
    "role unknown",
    "bucket unknown",
  ]);
  expect(checks[0]?.line).toBe("aws configure --profile 'my team'");
});
