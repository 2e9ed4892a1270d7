import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { ACCOUNT_TARGET, test } from "./fixtures/account";
import { apiOf } from "./fixtures/api";
import { ROOT } from "./fixtures/processes";
import type { Refusal } from "./fixtures/wire-tap";

const ALGORITHM = join(ROOT, "container", "images", "random-forest", "algorithm.json");
const PART_BYTES = 8 * 1024 * 1024;
const RENEWED_WITHIN = { timeout: 60_000 };

test.use({ actionTimeout: 30_000 });

const at = (path: string) => `/${ACCOUNT_TARGET}/${path}`;
const banners = (page: Page) => page.getByRole("main").getByRole("alert");
const healthy = (page: Page) => page.getByText(/^Live/).first();

/** As each protocol names a session that has ended. */
function expired(operation: string): Refusal {
  const isPlain = /^(s3|sts|iam):/.test(operation);
  return {
    status: isPlain && !operation.startsWith("s3:") ? 403 : 400,
    code: isPlain ? "ExpiredToken" : "ExpiredTokenException",
    message: "The security token included in the request is expired",
  };
}

/** One banner says it with the command, and nothing else complains. */
async function expectOneBanner(page: Page, command: string) {
  await expect(banners(page)).toHaveCount(1, RENEWED_WITHIN);
  await expect(banners(page)).toContainText(command);
  await expect(page.getByRole("status").filter({ hasText: /expired|ended|refused/i })).toHaveCount(
    0,
  );
}

async function expectHealthy(page: Page) {
  await expect(banners(page)).toHaveCount(0, RENEWED_WITHIN);
  await expect(healthy(page)).toBeVisible();
}

const PAGES = ["", "datasets", "images", "training-jobs", "endpoints", "activity", "score"];

test("a session that ends is one banner on every page, and is over without a restart", async ({
  page,
  targets: { wire },
}) => {
  test.setTimeout(300_000);
  for (const path of PAGES) {
    await page.goto(at(path));
    await expect(healthy(page)).toBeVisible();
    wire.refuse(expired);
    await expectOneBanner(page, "aws sso login --profile team");
    await page.reload();
    await expectOneBanner(page, "aws sso login --profile team");
    wire.refuse(null);
    await expectHealthy(page);
  }
});

test("keys that are wrong, gone or for another clock are told apart", async ({
  page,
  targets: { signIn, account, wire },
}) => {
  test.setTimeout(200_000);
  const { credentials } = account;
  await page.goto(at("training-jobs"));
  await expectHealthy(page);
  await signIn({ ...credentials, accessKeyId: "AKIAOFNOBODYATALL000" });
  wire.refuse(expired);
  await expectOneBanner(page, "aws sso login --profile team");
  wire.refuse(null);
  await expectOneBanner(page, "aws configure --profile team");
  await signIn(null);
  await expectOneBanner(page, "No credentials");
  await signIn(credentials);
  await expectHealthy(page);
  wire.refuse(() => ({
    status: 403,
    code: "SignatureDoesNotMatch",
    message: "Signature expired: 20261121T100000Z is now earlier than 20261121T101000Z",
  }));
  await expectOneBanner(page, "clock");
  wire.refuse(null);
  await expectHealthy(page);
});

test("nothing typed into a form is lost", async ({ page, targets }) => {
  test.setTimeout(200_000);
  await page.goto(at("new-image"));
  await page.getByLabel("algorithm.json").setInputFiles(ALGORITHM);
  const name = page
    .getByRole("region", { name: "Name", exact: true })
    .getByRole("textbox", { name: "Name" });
  await name.fill("kept-through-it");
  const register = page.getByRole("button", { name: "Register image" });
  await expect(register).toBeEnabled();
  targets.wire.refuse(expired);
  await register.click();
  await expect(banners(page).first()).toContainText("aws sso login --profile team");
  targets.wire.refuse(null);
  await expect(name).toHaveValue("kept-through-it");
  await expect(register).toBeEnabled();
  await register.click();
  await expect(page).toHaveURL(/\/images\/kept-through-it$/);

  await page.goto(at("new-training-job"));
  const job = page.getByLabel("Name", { exact: true });
  await job.fill("typed-before-the-end");
  targets.wire.refuse(expired);
  await page.reload();
  await expect(banners(page).first()).toContainText("aws sso login --profile team");
  targets.wire.refuse(null);
  await expect(job).toHaveValue("typed-before-the-end", RENEWED_WITHIN);
});

test("an upload goes on where it was", async ({ page, targets }) => {
  test.setTimeout(200_000);
  const { wire, dashboardUrl } = targets;
  const folder = await mkdtemp(join(tmpdir(), "trainyard-expired-"));
  const file = join(folder, "large.csv");
  const row = "1234567,7654321\n";
  await writeFile(file, `a,b\n${row.repeat((6 * PART_BYTES) / row.length)}`);
  await apiOf(dashboardUrl, ACCOUNT_TARGET).send("POST", "cors");
  await page.goto(at("datasets?upload=1"));
  await page.getByLabel("CSV file").setInputFiles(file);
  await page.getByLabel("Dataset name").fill("through-the-end");
  wire.calls.length = 0;
  const parts = () => wire.calls.filter(({ operation }) => operation === "s3:UploadPart");
  // The session ends when the second part has arrived.
  wire.refuse((operation) =>
    parts().length >= 2 && operation !== "s3:OPTIONS" ? expired(operation) : null,
  );
  await page.getByRole("button", { name: "Upload dataset" }).click();
  await expect.poll(() => parts().some(({ status }) => status === 400), RENEWED_WITHIN).toBe(true);
  await expectOneBanner(page, "aws sso login --profile team");
  wire.refuse(null);
  const resume = page.getByRole("button", { name: /Resume|Try again|Go on/ }).last();
  const done = page.getByRole("heading", { level: 1, name: "through-the-end" });
  await expect(resume.or(done).first()).toBeVisible(RENEWED_WITHIN);
  if (!(await done.isVisible())) await resume.click();
  await expect(done).toBeVisible(RENEWED_WITHIN);
  const arrived = parts().filter(({ status }) => status === 200);
  const numbers = arrived.map(({ path }) => /partNumber=(\d+)/.exec(path)?.[1]);
  expect(new Set(numbers).size).toBe(numbers.length);
  await rm(folder, { recursive: true });
});
