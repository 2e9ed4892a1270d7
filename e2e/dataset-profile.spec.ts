import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./fixtures/accessibility";
import { type Trainyard, test } from "./fixtures/trainyard";

const ROWS = 60_000;

/** Puts a dataset where boto3 would: straight into the bucket, past the dashboard. */
async function putDataset(trainyard: Trainyard, name: string, text: string): Promise<void> {
  const { engineUrl: endpoint, region, credentials } = trainyard;
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const Bucket = `sagemaker-${region}-000000000000`;
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error: Error) => {
    if (error.name !== "BucketAlreadyOwnedByYou") throw error;
  });
  await s3.send(
    new PutObjectCommand({ Bucket, Key: `datasets/${name}/data/sales.csv`, Body: text }),
  );
}

/** Headers of one-hot encoders and joins are like this. */
const LONG_NAME = "category_is_".repeat(100);

/** Rows over more than the first MiB, in which shop S3 never has a size. */
function sales(rows: number): string {
  const row = (at: number) => {
    const shop = `S${at % 6}`;
    const fat = at % 50 === 0 ? "LF" : at % 2 ? "Low Fat" : "Regular";
    return `${shop},${shop === "S3" ? "" : at % 97},${fat},${at % 10 ? at / 8 : 0},1,${at * 3}`;
  };
  return `shop,size,fat,share,${LONG_NAME},sales\n${Array.from({ length: rows }, (_, at) => row(at)).join("\n")}\n`;
}

test("a dataset says what stands out, and shows any of its rows", async ({ page, trainyard }) => {
  await putDataset(trainyard, "profiled", sales(ROWS));
  await page.goto("/local/datasets/profiled");

  const findings = page.getByRole("list", { name: "Look at these first" });
  await expect(findings).toContainText(
    "size is missing in 10,000 rows (16.7 %): every row of shop S3, no row of the other 5.",
  );
  await expect(findings).toContainText("fat has 2 spellings of 1 value: Low Fat 30,000, LF 1,200.");
  await expect(page.getByText("60,000 rows").first()).toBeVisible();
  await expect(page.getByRole("img", { name: "Distribution of share" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const preview = page.getByRole("table", { name: "Preview" });
  await page.getByLabel("Go to row").fill("59999");
  await expect(preview.getByRole("row", { name: /^59,999/ })).toContainText("179994");
  await page.getByLabel("Go to row").fill("60001");
  await expect(page.getByText("Use a row from 1 to 60,000.")).toBeVisible();

  const only = page.getByRole("checkbox", { name: "Only rows with something missing" });
  await only.focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/\?missing=1$/);
  await expect(page.getByText("10,000 of 60,000 rows have something missing")).toBeVisible();
  await expect(only).toBeFocused();
  await expect(preview.getByRole("row").nth(2)).toContainText(/^10.*S3.*missing/);
  await expect(page.getByLabel("Go to row")).toBeHidden();
  await page.reload();
  await expect(preview.getByRole("row").nth(1)).toContainText(/^4S3missing/);
  await expectAccessible(page);
  await only.click();
  await expect(page).not.toHaveURL(/missing/);

  await page.getByText("No header").click();
  await expect(page.getByText("60,001 rows").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Columns" })).toContainText("column_4");
});

test("an open quote is named with its place, and the first rows are still shown", async ({
  page,
  trainyard,
}) => {
  await putDataset(trainyard, "open-quote", `${sales(100)}S1,"2,Regular,1,1\n`);
  await page.goto("/local/datasets/open-quote");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "sales.csv: record 102 opens a quote that nothing closes.",
  );
  await expect(page.getByRole("table", { name: "Preview" })).toContainText("Low Fat");
});

test("of 200 columns those in sight are drawn, and every other can be reached", async ({
  page,
  trainyard,
}) => {
  const names = Array.from({ length: 199 }, (_, at) => `feature_${at}`);
  const row = names.map((_, at) => at).join(",");
  await putDataset(trainyard, "wide", `${names},sales\n${`${row},7\n`.repeat(60)}`);
  await page.goto("/local/datasets/wide");

  // Every column is constant, which takes no more room than a few things would.
  const findings = page.getByRole("list", { name: "Look at these first" });
  await expect(findings.getByRole("listitem")).toHaveCount(12);
  await page.getByRole("button", { name: "Show 100 of the other 189" }).click();
  await page.getByRole("button", { name: "Show the other 89" }).click();
  await expect(findings.getByRole("listitem")).toHaveCount(201);

  const preview = page.getByRole("table", { name: "Preview" });
  await expect(preview).toHaveAttribute("aria-colcount", "201");
  await expect(preview.getByRole("columnheader", { name: "feature_0", exact: true })).toBeVisible();
  expect(await preview.getByRole("columnheader").count()).toBeLessThan(40);
  const box = page.getByRole("region", { name: "Preview" }).last();
  await box.scrollIntoViewIfNeeded();
  await box.evaluate((element) => {
    element.scrollLeft = element.scrollWidth;
  });
  const last = preview.getByRole("columnheader", { name: "feature_198" });
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute("aria-colindex", "200");
  await expect(preview.getByRole("columnheader", { name: "sales" })).toBeInViewport();
  await expect(preview.getByRole("row", { name: /^1 / })).toContainText("198");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // A phone's cards have no head, so that the long list begins with a box of no height.
  await page.setViewportSize({ width: 360, height: 800 });
  await page.reload();
  const columns = page.getByLabel("Columns", { exact: true });
  await expect(columns.getByText("feature_0", { exact: true })).toBeVisible();
});
