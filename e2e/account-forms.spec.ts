import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { ACCOUNT_ROLE, ACCOUNT_TARGET, accessTo, type TwoTargets, test } from "./fixtures/account";
import { apiOf } from "./fixtures/api";
import { deployedEndpoint, SAMPLE, startForest, trainedJob } from "./fixtures/deployed";
import { ROOT } from "./fixtures/processes";
import { banners, expectOneBanner, expired, SIGN_IN, signInAgain } from "./fixtures/sign-in";

const ALGORITHM = join(ROOT, "container", "images", "random-forest", "algorithm.json");
const JOB = "forms-job";
const ENDPOINT = "forms-live";
const ROWS = readFileSync(SAMPLE, "utf8").split("\n").slice(0, 41);

test.use({ own: "forms", actionTimeout: 15_000 });
test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ targets }) => {
  test.setTimeout(300_000);
  const account = accessTo(targets);
  const image = JSON.parse(readFileSync(ALGORITHM, "utf8"));
  await apiOf(targets.dashboardUrl, ACCOUNT_TARGET).send("POST", "images", image);
  await trainedJob(account, JOB);
  await deployedEndpoint(account, ENDPOINT, JOB);
});

const at = (path: string) => `/${ACCOUNT_TARGET}/${path}`;
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

/** Presses when the session has just ended: one banner in view, what was typed stands, and the same press works after signing in. */
async function pressAcrossTheEnd(page: Page, { wire }: TwoTargets, press: Locator) {
  await expect(press).toBeEnabled();
  wire.refuse(expired);
  await press.click();
  await expectOneBanner(page, SIGN_IN);
  await expect(banners(page)).toBeInViewport();
  await signInAgain(page, wire);
  await expect(press).toBeEnabled();
  await press.click();
}

/** A dialog covers the banner, so it says the same inside; signed in, its button works. */
async function confirmAcrossTheEnd(page: Page, { wire }: TwoTargets, confirm: string) {
  const dialog = page.getByRole("dialog");
  const press = dialog.getByRole("button", { name: confirm });
  wire.refuse(expired);
  await press.click();
  await expect(press).toBeEnabled();
  await expect(dialog.getByRole("alert").last()).toContainText(SIGN_IN);
  wire.refuse(null);
  await press.click();
  await expect(dialog).toBeHidden();
}

// First: what was read of a job a moment ago would still be shown.
test("a job, an endpoint and a prediction name the one action they lack", async ({
  page,
  targets: { wire },
}) => {
  const refuse = (denied: string) =>
    wire.refuse((asked) =>
      asked === denied
        ? {
            status: asked.endsWith("InvokeEndpoint") ? 403 : 400,
            code: "AccessDeniedException",
            message: `User: ana is not authorized to perform: ${denied} because no identity-based policy allows it`,
          }
        : null,
    );
  const status = page.getByRole("status", { name: "Status" });
  refuse("sagemaker:ListTags");
  await page.goto(at(`training-jobs/${JOB}`));
  await expect(page.getByRole("main")).toContainText("may not call sagemaker:ListTags");
  await expect(status).toContainText("Completed");
  refuse("sagemaker:DescribeModel");
  await page.goto(at(`endpoints/${ENDPOINT}`));
  await expect(page.getByRole("main")).toContainText("may not call sagemaker:DescribeModel");
  await expect(status).toContainText(/InService|Updating/);
  refuse("s3:GetObject");
  await page.goto(at("datasets"));
  await expect(page.getByRole("main")).toContainText("may not call s3:GetObject");
  await expect(page.getByRole("link", { name: JOB, exact: true })).toBeVisible();
  await page.goto(at(""));
  await expect(page.getByRole("main")).toContainText(JOB);
  refuse("sagemaker:InvokeEndpoint");
  await page.goto(at(`score?endpoint=${ENDPOINT}&mode=row`));
  await button(page, "Predict").click();
  await expect(banners(page)).toContainText("may not call sagemaker:InvokeEndpoint");
  wire.refuse(null);
});

test("an image is registered as it was typed", async ({ page, targets }) => {
  await page.goto(at("new-image"));
  await page.getByLabel("algorithm.json").setInputFiles(ALGORITHM);
  const name = page
    .getByRole("region", { name: "Name", exact: true })
    .getByRole("textbox", { name: "Name" });
  await name.fill("kept-through-it");
  await pressAcrossTheEnd(page, targets, button(page, "Register image"));
  await expect(page).toHaveURL(/\/images\/kept-through-it$/);
});

test("a training job starts as it was typed, and the form outlives a reload", async ({
  page,
  targets,
}) => {
  await page.goto(at(`new-training-job?from=${JOB}`));
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("typed-before-the-end");
  await page.getByRole("combobox", { name: "Role" }).selectOption(ACCOUNT_ROLE);
  targets.wire.refuse(expired);
  await page.reload();
  await expectOneBanner(page, SIGN_IN);
  await signInAgain(page, targets.wire);
  await expect(name).toHaveValue("typed-before-the-end");
  await pressAcrossTheEnd(page, targets, button(page, "Start training job"));
  await expect(heading(page, "typed-before-the-end")).toBeVisible();
});

test("a model is deployed, and an endpoint updated, as chosen", async ({ page, targets }) => {
  await page.goto(at(`new-endpoint?from=job:${JOB}`));
  await page.getByLabel("Name", { exact: true }).fill("forms-second");
  await pressAcrossTheEnd(page, targets, button(page, "Deploy model"));
  await expect(heading(page, "forms-second")).toBeVisible();

  await page.goto(at(`endpoints/${ENDPOINT}/update?from=job:${JOB}`));
  await page.getByLabel("Instances").fill("2");
  await pressAcrossTheEnd(page, targets, button(page, "Update endpoint"));
  await expect(heading(page, ENDPOINT)).toBeVisible();
});

test("a chosen file is scored, and a typed row predicted", async ({ page, targets }) => {
  const { wire } = targets;
  await page.goto(at(`score?endpoint=${ENDPOINT}`));
  const buffer = Buffer.from(`${ROWS.join("\n")}\n`);
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "rows.csv", mimeType: "text/csv", buffer });
  const score = button(page, "Score 40 rows");
  await expect(score).toBeEnabled();
  wire.refuse(expired);
  await score.click();
  await expectOneBanner(page, SIGN_IN);
  await signInAgain(page, wire);
  await button(page, "Go on").click();
  await expect(page.getByText("40 rows scored, none failed")).toBeVisible();

  await page.getByRole("link", { name: "A single row" }).click();
  const price = page.getByLabel("Item_MRP");
  await price.fill("123.5");
  wire.refuse(expired);
  await button(page, "Predict").click();
  await expectOneBanner(page, SIGN_IN);
  // What was asked for is done by itself: it changes nothing.
  await signInAgain(page, wire);
  await expect(page.getByText("Predicted Item_Outlet_Sales")).toBeVisible();
  await expect(price).toHaveValue("123.5");
});

test("a note and a view are kept", async ({ page, targets }) => {
  await page.goto(at(`training-jobs/${JOB}`));
  await button(page, "Add a note").click();
  const note = page.getByRole("textbox", { name: "Note" });
  await note.fill("typed before the end");
  await pressAcrossTheEnd(page, targets, button(page, "Save note"));
  await expect(note).toBeHidden();
  await expect(page.getByRole("region", { name: "Note" })).toContainText("typed before the end");

  await page.goto(at("training-jobs?q=forms"));
  await button(page, "Save this view").click();
  await page.getByRole("dialog").getByLabel("Name").fill("Done ones");
  await confirmAcrossTheEnd(page, targets, "Save view");
});

/** Walks with Tab alone, as many steps as a long form may need. */
async function tabTo(page: Page, goal: Locator) {
  await expect(goal).toBeVisible();
  for (let steps = 0; steps < 120; steps += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(goal).toBeFocused();
}

const hasFocus = (page: Page) => page.evaluate(() => document.activeElement !== document.body);

test("keys alone sign in, add the rule, choose a role, deploy and score", async ({
  page,
  targets: { wire },
}) => {
  const press = async (goal: Locator, key = "Enter") => {
    await tabTo(page, goal);
    await page.keyboard.press(key);
  };
  await page.goto(at("datasets?upload=1"));
  wire.refuse(expired);
  await expectOneBanner(page, SIGN_IN);
  // Once it is accepted again, the page would go on by itself.
  await tabTo(page, banners(page).getByRole("button", { name: "Try again" }));
  wire.refuse(null);
  await page.keyboard.press("Enter");
  await expect(banners(page)).toHaveCount(0);
  expect(await hasFocus(page)).toBe(true);
  await press(button(page, "Add this rule"));
  await expect(button(page, "Add this rule")).toBeHidden();
  expect(await hasFocus(page)).toBe(true);

  await page.goto(at(`new-training-job?from=${JOB}`));
  const role = page.getByRole("combobox", { name: "Role" });
  await tabTo(page, role);
  await page.keyboard.press("End");
  await expect(role).toHaveValue(`${ACCOUNT_ROLE}-of-others`);
  await tabTo(page, button(page, "Start training job"));

  await page.goto(at(`new-endpoint?from=job:${JOB}`));
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("forms-keys");
  await press(button(page, "Deploy model"));
  await expect(heading(page, "forms-keys")).toBeVisible();

  await page.goto(at(`score?endpoint=${ENDPOINT}&mode=row`));
  await press(button(page, "Predict"));
  await expect(page.getByText("Predicted Item_Outlet_Sales")).toBeVisible();
  expect(await hasFocus(page)).toBe(true);
});

test("what was asked to end, ends", async ({ page, targets }) => {
  const long = "forms-long";
  await startForest(accessTo(targets), long, readFileSync(SAMPLE), { n_estimators: "5000" });
  await page.goto(at(`training-jobs/${long}`));
  await button(page, "Stop").click();
  await confirmAcrossTheEnd(page, targets, "Stop training job");
  await expect(page.getByRole("status", { name: "Status" })).toContainText(/Stopp(ing|ed)/);

  await page.goto(at(`datasets/${long}`));
  await button(page, "Delete").click();
  await page.getByLabel(`Type ${long} to confirm`).fill(long);
  await confirmAcrossTheEnd(page, targets, "Delete dataset");
  await expect(heading(page, "Datasets")).toBeVisible();

  await page.goto(at("endpoints/forms-second"));
  await button(page, "Delete").click();
  await page.getByLabel("Type forms-second to confirm").fill("forms-second");
  await confirmAcrossTheEnd(page, targets, "Delete endpoint");
  await expect(heading(page, "Endpoints")).toBeVisible();
});
