import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toAppError } from "@/lib/aws/errors";
import type { Target } from "@/lib/aws/targets";
import { startTestEngine } from "@/lib/engine/testing/test-engine";
import { getPrice } from "./prices";
import { testTarget } from "./testing/test-target";

const XLARGE = { use: "hosting", instanceType: "ml.m5.xlarge" } as const;

interface Asked {
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

/** Stands in for AWS's price list, which the engine does not serve: it has no prices to tell. */
let priceList: Server;
let account: Target;
let asked: Asked[];
let status: number;
let answer: unknown;

beforeEach(async () => {
  asked = [];
  priceList = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: await json(request) });
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  await once(priceList, "listening");
  const { port } = priceList.address() as AddressInfo;
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
  account = {
    ...testTarget({ url: `http://127.0.0.1:${port}`, credentials }),
    region: "eu-central-1",
    onThisMachine: false,
  };
});

afterEach(async () => {
  priceList.closeAllConnections();
  priceList.close();
  await once(priceList, "close");
});

type Dimension = readonly [unit: string, price: Readonly<Record<string, string>>];

const product = (...dimensions: readonly Dimension[]) =>
  JSON.stringify({
    product: { productFamily: "ML Instance", attributes: { instanceName: "ml.m5.xlarge" } },
    terms: {
      OnDemand: {
        "SKU.TERM": {
          priceDimensions: Object.fromEntries(
            dimensions.map(([unit, pricePerUnit], at) => [
              `SKU.TERM.${at}`,
              { unit, pricePerUnit },
            ]),
          ),
        },
      },
    },
  });

const lists = (...products: readonly string[]) => {
  status = 200;
  answer = { FormatVersion: "aws_v1", PriceList: products };
};

describe("an account", () => {
  test("is told the list price of its region, asked for once a day", async () => {
    lists(product(["Hrs", { USD: "0.2760000000" }]));
    expect(await getPrice(account, XLARGE)).toEqual({ hourly: 0.276 });
    expect(await getPrice(account, XLARGE)).toEqual({ hourly: 0.276 });
    expect(asked).toHaveLength(1);
    const [call] = asked;
    expect(call?.headers["x-amz-target"]).toBe("AWSPriceListService.GetProducts");
    expect(call?.headers.authorization).toContain("/us-east-1/pricing/aws4_request");
    expect(call?.body).toMatchObject({
      ServiceCode: "AmazonSageMaker",
      Filters: [
        { Type: "TERM_MATCH", Field: "instanceName", Value: "ml.m5.xlarge" },
        { Type: "TERM_MATCH", Field: "component", Value: "Hosting" },
        { Type: "TERM_MATCH", Field: "regionCode", Value: "eu-central-1" },
      ],
    });
  });

  test("training and hosting are two prices", async () => {
    lists(product(["Hrs", { USD: "0.2760000000" }]));
    await getPrice(account, XLARGE);
    lists(product(["Hrs", { USD: "0.2500000000" }]));
    expect(await getPrice(account, { ...XLARGE, use: "training" })).toEqual({ hourly: 0.25 });
  });

  test("of several prices it is told the highest, without free tiers and other units", async () => {
    lists(
      product(["Hrs", { USD: "0.0000000000" }], ["Hrs", { USD: "0.3000000000" }]),
      product(["hours", { USD: "0.3120000000" }], ["GB", { USD: "9" }]),
    );
    expect(await getPrice(account, XLARGE)).toEqual({ hourly: 0.312 });
  });

  test.each([
    ["nothing is listed", []],
    ["the list is in another currency", [product(["Hrs", { CNY: "1.9" }])]],
    ["a product has no terms", [JSON.stringify({ product: {} })]],
  ])("has no price where %s", async (_case, products) => {
    lists(...products);
    expect(await getPrice(account, XLARGE)).toEqual({ hourly: null });
  });

  test("learns which permission is missing, and is asked again afterwards", async () => {
    status = 400;
    answer = {
      __type: "AccessDeniedException",
      Message: "User: arn:aws:iam::1:user/a is not authorized to perform: pricing:GetProducts",
    };
    const error = await getPrice(account, XLARGE).then(() => null, toAppError);
    expect(error).toMatchObject({ code: "AccessDenied", facts: { action: "pricing:GetProducts" } });
    lists(product(["Hrs", { USD: "0.2760000000" }]));
    expect(await getPrice(account, XLARGE)).toEqual({ hourly: 0.276 });
  });
});

test("on this machine nothing costs, and nobody is asked", async () => {
  expect(await getPrice({ ...account, onThisMachine: true }, XLARGE)).toEqual({ hourly: 0 });
  expect(asked).toHaveLength(0);
});

test("an engine in an account's place says that it has no prices", async () => {
  const engine = await startTestEngine();
  try {
    const target = { ...testTarget(engine), onThisMachine: false };
    const error = await getPrice(target, XLARGE).then(() => null, toAppError);
    expect(error?.code).toBe("NotImplemented");
  } finally {
    await engine.dispose();
  }
});
