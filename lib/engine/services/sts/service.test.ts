import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ accountId: "123456789012" });
});
afterAll(() => engine.dispose());

describe("STS", () => {
  test("the caller is a session of the execution role", async () => {
    const sts = new STSClient(engine.client);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe("123456789012");
    expect(identity.Arn).toBe(
      "arn:aws:sts::123456789012:assumed-role/trainyard-execution/trainyard",
    );
  });

  test("a wrong secret is SignatureDoesNotMatch", async () => {
    const credentials = { ...engine.credentials, secretAccessKey: "wrong" };
    const sts = new STSClient({ ...engine.client, credentials });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      $metadata: { httpStatusCode: 403 },
    });
  });
});
