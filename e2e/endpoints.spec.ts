import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import {
  deleteEndpoint,
  deployedEndpoint,
  endpointConfig,
  failingEndpoint,
  servingConfig,
  trainedJob,
} from "./fixtures/deployed";
import { test } from "./fixtures/trainyard";

const FAILED_WITHIN_MS = 60_000;
const IN_SERVICE_WITHIN_MS = 120_000;
const JOB = "watched-job";
const ENDPOINT = "watched";

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ trainyard }) => {
  test.setTimeout(600_000);
  await trainedJob(trainyard, JOB);
  await deployedEndpoint(trainyard, ENDPOINT, JOB);
});

test("an endpoint that was never called says so", async ({ page }) => {
  await page.goto(`/local/endpoints/${ENDPOINT}`);
  await expect(page.getByRole("status", { name: "Status" })).toContainText("InService");
  await expect(page.getByText("not called yet")).toBeVisible();
  const pings = page.getByRole("region", { name: "Ping history" });
  await expect(pings.getByRole("img", { name: /^(\d+) of \1 answered, median/ })).toBeVisible();
  await expect(page.getByRole("figure", { name: /Invocations: no traffic/ })).toBeVisible();
  await expect(page.getByRole("figure", { name: /Latency: nothing to measure/ })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("the range of the figures is in the address", async ({ page }) => {
  await page.goto(`/local/endpoints/${ENDPOINT}`);
  await page.getByRole("button", { name: "15 min" }).click();
  await expect(page).toHaveURL(/range=15m/);
  await page.reload();
  await expect(page.getByRole("button", { name: "15 min" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(
    page.getByRole("figure", { name: /no traffic in 15 minutes/ }).first(),
  ).toBeVisible();
});

test("a container that ends at once fails with its own words first", async ({
  page,
  trainyard,
}) => {
  await failingEndpoint(trainyard, "hopeless");
  await page.goto("/local/endpoints/hopeless");
  await expect(page.getByRole("status", { name: "Status" })).toContainText("Failed", {
    timeout: FAILED_WITHIN_MS,
  });
  await expect(page.getByRole("heading", { name: /no manifest\.json/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Log", exact: true })).toContainText("manifest");
  await expectAccessible(page);
});

test("the list puts what failed first", async ({ page }) => {
  await page.goto("/local/endpoints");
  const rows = page.getByRole("table", { name: "Endpoints" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("hopeless");
  await expect(rows.nth(2)).toContainText(ENDPOINT);
  const needs = page.getByRole("list", { name: "Needs someone" }).getByRole("listitem");
  await expect(needs).toHaveCount(1);
  await expect(needs).toContainText("hopeless failed");
  await expect(needs).toContainText("no manifest.json");
  await expect(needs.getByRole("link", { name: "Read the log" })).toHaveAttribute(
    "href",
    "/local/endpoints/hopeless",
  );
  await expect(page.getByRole("region", { name: "Cost of endpoints" })).toContainText(
    "cost nothing on this machine",
  );
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a name that is taken is refused before anything is made", async ({ page }) => {
  await page.goto(`/local/new-endpoint?from=job:${JOB}`);
  await page.getByLabel("Name", { exact: true }).fill(ENDPOINT);
  await expect(page.getByText(`The name ${ENDPOINT} is taken`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Deploy model" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.getByLabel("Name", { exact: true }).fill("no spaces allowed");
  await expect(page.getByText("Use letters, digits and hyphens").first()).toBeVisible();
  await page.getByLabel("Instances").fill("0");
  await expect(page.getByText("Use a whole number from 1 to 100.").first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("what was typed into the form survives a reload", async ({ page }) => {
  await page.goto(`/local/new-endpoint?from=job:${JOB}`);
  await page.getByLabel("Name", { exact: true }).fill("kept-name");
  await page.reload();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("kept-name");
});

test("a deployment is watched until it answers, updated, and deleted with its parts", async ({
  page,
  trainyard,
}) => {
  test.setTimeout(180_000);
  await page.goto(`/local/new-endpoint?from=job:${JOB}`);
  await page.getByLabel("Name", { exact: true }).fill("short-lived");
  await expect(page.getByText("The name short-lived is free")).toBeVisible();
  await page.getByRole("button", { name: "Deploy model" }).click();
  await expect(page.getByRole("status", { name: "Status" })).toContainText("InService", {
    timeout: IN_SERVICE_WITHIN_MS,
  });

  const before = await servingConfig(trainyard, "short-lived");
  await page.getByRole("link", { name: "Update" }).click();
  await page.getByLabel("Training job").selectOption(JOB);
  await expect(page.getByText("short-lived answers until the new model does")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Update endpoint" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "short-lived" })).toBeVisible();
  await expect.poll(() => servingConfig(trainyard, "short-lived")).not.toBe(before);
  await expect(page.getByRole("status", { name: "Status" })).toContainText("InService");

  await page.getByRole("button", { name: "Delete" }).click();
  const confirm = page.getByRole("button", { name: "Delete endpoint" });
  await expect(confirm).toBeDisabled();
  await page.getByLabel("Type short-lived to confirm").fill("short-lived");
  await expectAccessible(page);
  await confirm.click();
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
  await expect(page.getByRole("link", { name: "short-lived" })).toHaveCount(0);
});

test("what something else uses stays, and the dialog says for whom", async ({
  page,
  trainyard,
}) => {
  await endpointConfig(trainyard, "borrower", "hopeless");
  await page.goto("/local/endpoints/hopeless");
  await page.getByRole("button", { name: "Delete" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Delete endpoint config hopeless too")).toBeChecked();
  await expect(dialog).toContainText("What stays: model hopeless, also used by borrower.");
  await expectAccessible(page);
  await page.getByLabel("Type hopeless to confirm").fill("hopeless");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/local\/endpoints$/);
});

test("an endpoint deleted by another tool while somebody looks at it is gone", async ({
  page,
  trainyard,
}) => {
  await failingEndpoint(trainyard, "doomed");
  await page.goto("/local/endpoints/doomed");
  await expect(page.getByRole("status", { name: "Status" })).toBeVisible();
  await deleteEndpoint(trainyard, "doomed");
  await expect(page.getByText("There is no endpoint named doomed.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Show all endpoints" })).toBeVisible();
});

test("what is answered too long ago is not called in service", async ({ page, trainyard }) => {
  await page.goto(`/local/endpoints/${ENDPOINT}`);
  const status = page.getByRole("status", { name: "Status" });
  await expect(status).toContainText("InService");
  await expect(page.getByText("not called yet")).toBeVisible();
  trainyard.engine.child.kill("SIGSTOP");
  await expect(status).toContainText("Unknown");
  await expect(status).toContainText("was InService");
  trainyard.engine.child.kill("SIGCONT");
  await expect(status).not.toContainText("Unknown");
});

test("a search that no name can match finds nothing, and is cleared by a link", async ({
  page,
}) => {
  await page.goto("/local/endpoints");
  const search = page.getByRole("searchbox", { name: "Find by name" });
  await search.fill("no such_name");
  await expect(page.getByText("No endpoint has “no such_name” in its name.")).toBeVisible();
  await page.getByRole("link", { name: "Show all endpoints" }).click();
  await expect(page.getByRole("link", { name: ENDPOINT })).toBeVisible();
  await expect(search).toHaveValue("");
});

test("an endpoint that is not there is named", async ({ page }) => {
  await page.goto("/local/endpoints/never-made");
  await expect(page.getByText("There is no endpoint named never-made.")).toBeVisible();
});
