import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { ACCOUNT_TARGET, test } from "./fixtures/account";
import { apiOf } from "./fixtures/api";
import { banners, expectOneBanner, expired, SIGN_IN, signInAgain } from "./fixtures/sign-in";

const PART_BYTES = 8 * 1024 * 1024;

test.use({ actionTimeout: 30_000 });

const at = (path: string) => `/${ACCOUNT_TARGET}/${path}`;
const live = (page: Page) => page.getByText(/^Live/).first();

const PAGES = ["", "datasets", "images", "training-jobs", "endpoints", "activity", "score"];

test("a session that ends is one banner on every page, and is over without a restart", async ({
  context,
  targets: { wire },
}) => {
  const pages = await Promise.all(PAGES.map(() => context.newPage()));
  for (const [of, page] of pages.entries()) await page.goto(at(PAGES[of] ?? ""));
  for (const page of pages) await expect(live(page)).toBeVisible();
  wire.refuse(expired);
  for (const page of pages) await expectOneBanner(page, SIGN_IN);
  for (const page of pages) {
    await page.reload();
    await expectOneBanner(page, SIGN_IN);
  }
  // Nobody presses anything: the pages look for themselves.
  wire.refuse(null);
  for (const page of pages) {
    await expect(banners(page)).toHaveCount(0);
    await expect(live(page)).toBeVisible();
  }
});

test("keys that are wrong, gone or for another clock are told apart", async ({
  page,
  targets: { signIn, account, wire },
}) => {
  const { credentials } = account;
  const again = () => page.getByRole("main").getByRole("button", { name: "Try again" }).click();
  await page.goto(at("training-jobs"));
  await expect(live(page)).toBeVisible();
  await signIn({ ...credentials, accessKeyId: "AKIAOFNOBODYATALL000" });
  wire.refuse(expired);
  await expectOneBanner(page, SIGN_IN);
  wire.refuse(null);
  await again();
  await expectOneBanner(page, "aws configure --profile team");
  await signIn(null);
  await again();
  await expectOneBanner(page, "No credentials");
  await signIn(credentials);
  await signInAgain(page, wire);
  wire.refuse(() => ({
    status: 403,
    code: "SignatureDoesNotMatch",
    message: "Signature expired: 20261121T100000Z is now earlier than 20261121T101000Z",
  }));
  await expectOneBanner(page, "clock");
  await signInAgain(page, wire);
});

test("an account that does not answer any more is one banner, until it does", async ({
  page,
  targets: { wire },
}) => {
  await page.goto(at("new-image"));
  const name = page
    .getByRole("region", { name: "Name", exact: true })
    .getByRole("textbox", { name: "Name" });
  await name.fill("typed-before-it-died");
  await expect(live(page)).toBeVisible();
  await wire.close();
  await expectOneBanner(page, "AWS cannot be reached");
  await name.pressSequentially("-and-after");
  await wire.reopen();
  // Nobody presses anything.
  await expect(banners(page)).toHaveCount(0, { timeout: 60_000 });
  await expect(live(page)).toBeVisible();
  await expect(name).toHaveValue("typed-before-it-died-and-after");
});

test("an upload goes on where it was", async ({ page, targets }) => {
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
  await expect.poll(() => parts().some(({ status }) => status === 400)).toBe(true);
  await expectOneBanner(page, SIGN_IN);
  wire.refuse(null);
  const resume = page.getByRole("button", { name: /Resume|Try again|Go on/ }).last();
  const done = page.getByRole("heading", { level: 1, name: "through-the-end" });
  await expect(resume.or(done).first()).toBeVisible({ timeout: 60_000 });
  if (!(await done.isVisible())) await resume.click();
  await expect(done).toBeVisible({ timeout: 60_000 });
  const arrived = parts().filter(({ status }) => status === 200);
  const numbers = arrived.map(({ path }) => /partNumber=(\d+)/.exec(path)?.[1]);
  expect(new Set(numbers).size).toBe(numbers.length);
  await rm(folder, { recursive: true });
});
