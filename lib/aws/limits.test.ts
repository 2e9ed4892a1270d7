import { ListAlgorithmsCommand, ListTrainingJobsCommand } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantedRate } from "@/lib/engine/testing/granted-rate";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { clientsFor, forgetClients } from "./clients";
import { ACCOUNT_LIMITS } from "./limits";
import { RateLimiter } from "./rate-limiter";
import type { Target } from "./targets";
import { calledOperations } from "./testing/called-operations";

/** The names by which the SDK's packages and its clients call one service. */
const SERVICE_IDS: Readonly<Record<string, string>> = {
  sagemaker: "SageMaker",
  "sagemaker-runtime": "SageMaker Runtime",
  s3: "S3",
  "cloudwatch-logs": "CloudWatch Logs",
  cloudwatch: "CloudWatch",
  ecr: "ECR",
  iam: "IAM",
  sts: "STS",
  pricing: "Pricing",
};

describe("the limits of an account", () => {
  const called = calledOperations().map((name) => name.split(":") as [string, string]);

  test("name every operation that is called, but those of no rate", () => {
    const missing = called.filter(([client, operation]) => {
      const rates = ACCOUNT_LIMITS.callsPerSecond[SERVICE_IDS[client] ?? ""] ?? {};
      return rates[operation] === undefined && rates["*"] === undefined;
    });
    // An endpoint answers as fast as its instances do.
    expect(missing).toEqual([["sagemaker-runtime", "InvokeEndpoint"]]);
    expect(called.length).toBeGreaterThan(40);
  });

  test("are at most half of what AWS grants", () => {
    let compared = 0;
    for (const [client, operation] of called) {
      const rates = ACCOUNT_LIMITS.callsPerSecond[SERVICE_IDS[client] ?? ""] ?? {};
      const ours = rates[operation] ?? rates["*"];
      const theirs = grantedRate(client.replace("cloudwatch-logs", "logs"), operation);
      if (ours === undefined || theirs === undefined) continue;
      expect(ours, `${client} ${operation}`).toBeLessThanOrEqual(theirs / 2);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(40);
  });
});

describe("a limiter", () => {
  /** When each of `count` calls that come at once may pass, milliseconds. */
  async function passing(rate: number, count: number): Promise<number[]> {
    const slept: number[] = [];
    const clock = {
      now: () => 0,
      sleep: async (ms: number) => void slept.push(ms),
    };
    const limiter = new RateLimiter({ S: { "*": rate } }, clock);
    for (let call = 0; call < count; call += 1) await limiter.take("S", "List");
    return slept;
  }

  test("lets the calls of one second pass at once and spaces the others", async () => {
    expect(await passing(4, 4)).toEqual([]);
    expect(await passing(4, 6)).toEqual([250, 500]);
    expect(await passing(0.5, 3)).toEqual([2000, 4000]);
  });

  test("counts operations apart, and does not count what has no rate", async () => {
    const clock = {
      now: () => 0,
      sleep: () => Promise.reject(new Error("nobody may wait")),
    };
    const limiter = new RateLimiter({ S: { List: 1, Search: 1 } }, clock);
    await limiter.take("S", "List");
    await limiter.take("S", "Search");
    await limiter.take("S", "Put");
    await limiter.take("S", "Put");
    await expect(limiter.take("S", "List")).rejects.toThrow("nobody may wait");
  });

  test("tells who would wait too long, and forgets him", async () => {
    await expect(passing(1, 33)).rejects.toMatchObject({
      code: "Throttled",
      facts: { detail: expect.stringContaining("List at most 1 times a second") },
    });
  });
});

describe("calls of a target", () => {
  let engine: TestEngine;
  let target: Target;
  beforeAll(async () => {
    engine = await startTestEngine({ throttles: "aws" });
    target = {
      name: "held-back",
      region: "us-east-1",
      endpoint: engine.url,
      credentials: async () => engine.credentials,
      profile: null,
      roleArn: null,
      limits: ACCOUNT_LIMITS,
      onThisMachine: false,
    };
  });
  afterAll(() => engine.dispose());

  test("are never refused, though all come at once", async () => {
    const { sagemaker } = clientsFor(target);
    const before = performance.now();
    const asked = [1, 2, 3].map((size) =>
      sagemaker.send(new ListTrainingJobsCommand({ MaxResults: size })),
    );
    const attempts = (await Promise.all(asked)).map(({ $metadata }) => $metadata.attempts);
    expect(attempts).toEqual([1, 1, 1]);
    expect(performance.now() - before).toBeGreaterThan(1900);
  });

  test("share an answer while they wait for their turn, and not once it has been asked", async () => {
    const { sagemaker } = clientsFor(target);
    const ask = () => sagemaker.send(new ListAlgorithmsCommand({ MaxResults: 7 }));
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    const ids = new Set(answers.map(({ $metadata }) => $metadata.requestId));
    expect(ids.size).toBeLessThanOrEqual(3);
    const later = await ask();
    expect(ids).not.toContain(later.$metadata.requestId);
  });

  test("that fail before their turn leave nothing behind", async () => {
    let keys = 0;
    const nobody: Target = {
      ...target,
      name: "nobody",
      credentials: async () => {
        keys += 1;
        throw new Error("no keys");
      },
    };
    const ask = () => clientsFor(nobody).sagemaker.send(new ListAlgorithmsCommand({}));
    await expect(ask()).rejects.toThrow("no keys");
    await expect(ask()).rejects.toThrow("no keys");
    expect(keys).toBeGreaterThan(1);
    forgetClients(nobody);
  });
});
