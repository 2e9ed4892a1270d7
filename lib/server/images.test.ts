import { CreateAlgorithmCommand } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import { getImage, imagePresence, listImages } from "./images";
import { openShop } from "./testing/shop";

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop.close());

const range = (kind: "Integer" | "Continuous", MinValue: string, MaxValue: string) =>
  kind === "Integer"
    ? { IntegerParameterRangeSpecification: { MinValue, MaxValue } }
    : { ContinuousParameterRangeSpecification: { MinValue, MaxValue } };

test("an algorithm of any name shows its image, and hyperparameters of every kind", async () => {
  const { target, image } = shop;
  await clientsFor(target).sagemaker.send(
    new CreateAlgorithmCommand({
      AlgorithmName: "named-by-someone-else",
      TrainingSpecification: {
        TrainingImage: image.reference,
        SupportedTrainingInstanceTypes: ["ml.m5.large"],
        TrainingChannels: [
          { Name: "train", SupportedContentTypes: ["text/csv"], SupportedInputModes: ["File"] },
        ],
        SupportedHyperParameters: [
          { Name: "rounds", Type: "Integer", Range: range("Integer", "1", "2147483647") },
          { Name: "seed", Type: "Integer", Range: range("Integer", "0", "9223372036854775807") },
          { Name: "eta", Type: "Continuous", Range: range("Continuous", "1e-6", "1") },
          {
            Name: "booster",
            Type: "Categorical",
            Range: { CategoricalParameterRangeSpecification: { Values: ["tree", "linear"] } },
            DefaultValue: "tree",
          },
          { Name: "objective", Type: "FreeText", IsRequired: true },
        ],
      },
    }),
  );
  const { items } = await listImages(target, {});
  expect(items.find(({ name }) => name === "named-by-someone-else")).toMatchObject({
    reference: image.reference,
    kind: "well",
    digest: expect.stringMatching(/^sha256:/),
  });
  expect(items.every(({ registered }) => registered)).toBe(true);
  const detail = await getImage(target, "named-by-someone-else");
  expect(detail).toMatchObject({ kind: "well", failure: null, metrics: [] });
  expect(detail.hyperparameters).toMatchObject([
    { name: "rounds", type: "integer", min: 1, max: 2_147_483_647, required: false },
    { name: "seed", type: "integer", min: 0, max: null },
    { name: "eta", type: "continuous", min: 1e-6, max: 1 },
    { name: "booster", type: "categorical", values: ["tree", "linear"], default: "tree" },
    { name: "objective", type: "text", min: null, required: true },
  ]);
}, 60_000);

test("only the account's own registry says that an image is missing", async () => {
  const { target, image } = shop;
  const own = image.reference.replace(/:[^:]+$/, ":never-pushed");
  expect(await imagePresence(target, image.reference)).toMatchObject({ known: true });
  expect(await imagePresence(target, own)).toEqual({ known: true, image: null });
  const elsewhere = [
    "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
    image.reference.replace(".us-east-1.", ".eu-west-1."),
    "public.ecr.aws/docker/library/python:3.11",
  ];
  for (const reference of elsewhere) {
    expect(await imagePresence(target, reference)).toEqual({ known: false });
  }
});
