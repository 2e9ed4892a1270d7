import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { ACCOUNT_TARGET, test } from "./fixtures/account";
import { apiOf, type Json } from "./fixtures/api";
import { ROOT } from "./fixtures/processes";

const ALGORITHM = join(ROOT, "container", "images", "random-forest", "algorithm.json");
const ME = "arn:aws:iam::123456789012:user/ana";

/** What each page says when the one action is missing; it stays usable in any case. */
const PAGES: readonly (readonly [operation: string, action: string, path: string])[] = [
  ["sagemaker:ListTrainingJobs", "sagemaker:ListTrainingJobs", "training-jobs"],
  ["sagemaker:ListEndpoints", "sagemaker:ListEndpoints", "endpoints"],
  ["sagemaker:ListAlgorithms", "sagemaker:ListAlgorithms", "images"],
  ["sagemaker:ListModels", "sagemaker:ListModels", "activity"],
  ["sagemaker:ListEndpointConfigs", "sagemaker:ListEndpointConfigs", "activity"],
  ["s3:ListObjectsV2", "s3:ListBucket", "datasets"],
  ["s3:GetBucketCors", "s3:GetBucketCORS", "datasets?upload=1"],
  ["sagemaker:DescribeAlgorithm", "sagemaker:DescribeAlgorithm", "images/random-forest-0-1-0"],
];

const refusal = (action: string) => ({
  status: 403,
  code:
    action.startsWith("s3:") || action.startsWith("iam:")
      ? "AccessDenied"
      : "AccessDeniedException",
  message: `User: ${ME} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
});

const main = (page: Page) => page.getByRole("main");

test("a page names the one permission that is missing, and stays", async ({
  page,
  targets: { wire },
}) => {
  test.setTimeout(240_000);
  for (const [operation, action, path] of PAGES) {
    wire.refuse((asked) => (asked === operation ? refusal(action) : null));
    await page.goto(`/${ACCOUNT_TARGET}/${path}`);
    await expect(main(page), `${operation} on ${path}`).toContainText(action, { timeout: 30_000 });
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    await expect(main(page)).not.toContainText("That is our fault");
  }
  wire.refuse(null);
});

test("what can do without a permission does, and says so where it matters", async ({
  page,
  targets: { wire, dashboardUrl },
}) => {
  test.setTimeout(120_000);
  const image: Json = JSON.parse(readFileSync(ALGORITHM, "utf8"));
  await apiOf(dashboardUrl, ACCOUNT_TARGET).send("POST", "images", image);
  wire.refuse((asked) => (asked === "sagemaker:Search" ? refusal("sagemaker:Search") : null));
  await page.goto(`/${ACCOUNT_TARGET}/training-jobs`);
  await expect(main(page)).toContainText("No training jobs yet");
  wire.refuse((asked) => (asked === "iam:ListRoles" ? refusal("iam:ListRoles") : null));
  await page.goto(`/${ACCOUNT_TARGET}/new-training-job`);
  // A field to paste an ARN into in place of the choice.
  await expect(page.getByRole("textbox", { name: "Role" })).toBeVisible();
  wire.refuse((asked) => (asked.startsWith("ecr:") ? refusal("ecr:DescribeRepositories") : null));
  await page.goto(`/${ACCOUNT_TARGET}/images`);
  await expect(page.getByRole("heading", { level: 1, name: "Images" })).toBeVisible();
  await expect(main(page).getByRole("alert")).toHaveCount(0);
  wire.refuse(null);
});

test("a bucket that belongs to somebody else, or is elsewhere, is said in words", async ({
  targets: { wire, dashboardUrl },
}) => {
  const api = apiOf(dashboardUrl, ACCOUNT_TARGET);
  // S3 answers a HEAD without a body, so there is no name of an error to go by.
  wire.refuse((asked) =>
    asked === "s3:HeadBucket"
      ? { status: 403, code: "AccessDenied", message: "Access Denied" }
      : null,
  );
  expect(await api.get("cors", 403)).toMatchObject({ code: "AccessDenied" });
  wire.refuse((asked) =>
    asked === "s3:HeadBucket"
      ? { status: 301, code: "PermanentRedirect", message: "another endpoint" }
      : null,
  );
  const { code, detail } = await api.get("cors", 409);
  expect([code, detail]).toEqual(["Conflict", expect.stringContaining("another region")]);
  wire.refuse(null);
});
