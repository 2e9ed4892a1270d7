import { afterAll, beforeAll, expect, test } from "vitest";
import { toAppError } from "@/lib/aws/errors";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import { checkRegistration, registerImage } from "./image-registration";
import { getImage } from "./images";
import { openShop } from "./testing/shop";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop.close());

const fileOf = (name: string, image: string): AlgorithmFile => ({
  AlgorithmName: name,
  TrainingSpecification: {
    TrainingImage: image,
    SupportedTrainingInstanceTypes: ["ml.m5.large"],
    SupportedHyperParameters: [{ Name: "target", Type: "FreeText", IsRequired: true }],
    MetricDefinitions: [{ Name: "rmse", Regex: "rmse=([0-9.]+)" }],
    TrainingChannels: [
      { Name: "training", SupportedContentTypes: ["text/csv"], SupportedInputModes: ["File"] },
    ],
  },
  InferenceSpecification: { Containers: [{ Image: image }], SupportedContentTypes: ["text/csv"] },
});

const short = () => shop.image.reference.split("/").at(-1) ?? "";

test("a file without a registry is registered with the target's own", async () => {
  const { target, image } = shop;
  const file = fileOf("shop-again", short());
  const checked = await checkRegistration(target, file);
  expect(checked.problems).toEqual([]);
  expect(checked.checks.map(({ id, result }) => `${id} ${result}`)).toEqual([
    "image ok",
    "name ok",
  ]);
  expect(checked.request.TrainingSpecification.TrainingImage).toBe(image.reference);
  expect(checked.request.InferenceSpecification?.Containers[0]?.Image).toBe(image.reference);

  expect(await registerImage(target, file)).toMatchObject({ name: "shop-again" });
  expect(await getImage(target, "shop-again")).toMatchObject({
    reference: image.reference,
    hyperparameters: [{ name: "target", type: "text", required: true }],
    channels: [{ name: "training", contentTypes: ["text/csv"] }],
    metrics: [{ name: "rmse" }],
    inferenceContentTypes: ["text/csv"],
  });
  const again = await checkRegistration(target, file);
  expect(again.checks.find(({ id }) => id === "name")).toMatchObject({ result: "fail" });
  const refusal = await registerImage(target, file).catch(toAppError);
  expect(refusal).toMatchObject({ code: "AlreadyExists" });
});

test("an image that is not there, and an expression that RE2 refuses, are found before", async () => {
  const file = fileOf("never", "shop:never-pushed");
  const metrics = [{ Name: "rmse", Regex: "(?<=rmse=)([0-9]+)" }];
  const bad = {
    ...file,
    TrainingSpecification: { ...file.TrainingSpecification, MetricDefinitions: metrics },
  };
  const { checks, problems } = await checkRegistration(shop.target, bad);
  expect(checks.find(({ id }) => id === "image")).toMatchObject({ result: "fail" });
  expect(problems).toMatchObject([{ path: "TrainingSpecification.MetricDefinitions.0.Regex" }]);
  await expect(registerImage(shop.target, bad)).rejects.toMatchObject({
    code: "Invalid",
    facts: { fields: [{ path: "TrainingSpecification.MetricDefinitions.0.Regex" }] },
  });
});
