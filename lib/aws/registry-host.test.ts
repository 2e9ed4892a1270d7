import { partition } from "@aws-sdk/core/client";
import { expect, test } from "vitest";
import { dnsSuffix } from "@/lib/dashboard/partitions";
import { registryHost, registryOwner } from "./registry-host";

const ACCOUNT = "123456789012";
const REGIONS = [
  "eu-central-1",
  "us-gov-west-1",
  "cn-north-1",
  "eusc-de-east-1",
  "us-iso-east-1",
  "us-isob-east-1",
  "us-isof-south-1",
  "eu-isoe-west-1",
];

test.each(REGIONS)("%s is under the name that the SDK knows", (region) => {
  expect(dnsSuffix(region)).toBe(partition(region).dnsSuffix);
});

test.each(REGIONS)("a registry of %s is read as it is written", (region) => {
  expect(registryOwner(registryHost(ACCOUNT, region))).toEqual({ accountId: ACCOUNT, region });
});

test("hosts of others, and of another cloud than their region's, are nobody's", () => {
  const host = `${ACCOUNT}.dkr.ecr-fips.us-east-1.amazonaws.com`;
  expect(registryOwner(host)).toEqual({ accountId: ACCOUNT, region: "us-east-1" });
  for (const other of [
    "public.ecr.aws",
    `${ACCOUNT}.dkr.ecr.eusc-de-east-1.amazonaws.com`,
    `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com.example.org`,
  ]) {
    expect(registryOwner(other)).toBeNull();
  }
});
