import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import { stopTrainingJob } from "@/lib/aws/sagemaker-training-jobs";
import { getActivity } from "./activity";
import { saveNote } from "./notes";
import { openShop, SHOP_BUCKET, shopJob, uploadText } from "./testing/shop";
import { startJob } from "./training-jobs";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop.close());

test("what AWS's lists know becomes events, newest first, and what moves stands apart", async () => {
  const { target } = shop;
  const job = shopJob("shop-sleeps", { hyperparameters: { target: "sales", sleep: "1" } });
  await startJob(target, job);
  await uploadText(target, "later", "a,b\n1,2\n");
  const key = "scoring/shop/20261121T101010Z-abcdef/predictions.csv";
  await clientsFor(target).s3.send(
    new PutObjectCommand({ Bucket: SHOP_BUCKET, Key: key, Body: "a\n1\n" }),
  );
  await saveNote(target, "dataset", "later.csv", { text: "half a year", etag: null });
  const { now, events, denied, cut } = await getActivity(target);
  expect({ denied, cut }).toEqual({ denied: [], cut: false });
  expect(now).toMatchObject([{ object: "job", name: "shop-sleeps", kind: "moving" }]);
  expect(events.map(({ object, name }) => `${object} ${name}`).sort()).toEqual([
    "dataset later",
    "dataset shop",
    "image shop-1",
    "job shop-sleeps",
    "note later.csv",
    "run shop",
  ]);
  expect(events.find(({ object }) => object === "run")).toMatchObject({
    run: "20261121T101010Z-abcdef",
    detail: "predictions, 4 B",
  });
  expect(events.find(({ object }) => object === "note")).toMatchObject({
    about: "dataset",
    by: expect.stringMatching(/./),
  });
  expect(events.find(({ object }) => object === "job")?.by).toBeNull();
  const times = events.map(({ at }) => Date.parse(at));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  await stopTrainingJob(target, "shop-sleeps");
}, 60_000);

test("tabs that ask at the same moment get one answer", async () => {
  const [one, other] = await Promise.all([getActivity(shop.target), getActivity(shop.target)]);
  expect(one).toBe(other);
});
