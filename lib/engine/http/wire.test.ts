import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../testing/test-engine.ts";

// Requests that boto3 1.44.5 wrote on the wire, recorded with AWS's example credentials and a
// fixed clock. They do not share the SDK's schemas, so they do not share its mistakes either.
const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const RECORDED_AT = new Date("2026-01-02T03:04:05Z");
const clock = { now: () => RECORDED_AT, monotonic: () => performance.now() };

const signed = (scope: string, signedHeaders: string, signature: string) =>
  `Authorization: AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260102/us-east-1/${scope}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`;
const COMMON = [
  "Host: localhost:37081",
  "Accept-Encoding: identity",
  "X-Amz-Date: 20260102T030405Z",
];

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({ credentials }, clock);
  const offset = RECORDED_AT.getTime() - Date.now();
  const s3 = new S3Client({ ...engine.client, systemClockOffset: offset });
  await s3.send(new CreateBucketCommand({ Bucket: "wire" }));
});
afterAll(() => engine.dispose());

/** Sends the very bytes and returns the whole answer. */
async function replay(requestLine: string, headers: string[], body = ""): Promise<string> {
  const socket = connect(Number(new URL(engine.url).port), "127.0.0.1");
  await once(socket, "connect");
  const lines = [requestLine, ...COMMON, ...headers, "Connection: close"];
  socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
  return text(socket);
}

describe("what boto3 writes on the wire", () => {
  test("an object is put, listed and deleted", async () => {
    const put = await replay(
      "PUT /wire/a%20b/%C3%BC.csv HTTP/1.1",
      [
        "Content-Type: text/csv",
        "x-amz-meta-rows: 1",
        "Expect: 100-continue",
        "x-amz-checksum-crc32: AHLfIw==",
        "x-amz-sdk-checksum-algorithm: CRC32",
        "X-Amz-Content-SHA256: 81bf9fa83c6f7f151bd491a98cd7d933de3965289e3ebd77c6c425f7eaa16392",
        signed(
          "s3",
          "content-type;host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;x-amz-meta-rows;x-amz-sdk-checksum-algorithm",
          "f7d68e469251b28c03c71defe537bb7c1a7d7ceda4cf78cbbc0c0daa15f13e2e",
        ),
        "Content-Length: 8",
      ],
      "x,y\n1,2\n",
    );
    expect(put).toContain("HTTP/1.1 100 Continue\r\n");
    expect(put).toContain("HTTP/1.1 200 OK\r\n");
    expect(put.toLowerCase()).toContain("x-amz-checksum-crc32: ahlfiw==\r\n");

    const listed = await replay(
      "GET /wire?list-type=2&prefix=a%20b%2F&encoding-type=url HTTP/1.1",
      [
        "X-Amz-Content-SHA256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        signed(
          "s3",
          "host;x-amz-content-sha256;x-amz-date",
          "45640b54d47d0257a33eb9a33124240e6befcf6ccf5f9e3c76126bdea1b03dd1",
        ),
      ],
    );
    expect(listed).toContain('<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">');
    expect(listed).toContain("<Key>a+b/%C3%BC.csv</Key>");
    expect(listed).toContain("<Size>8</Size>");

    const deleted = await replay(
      "POST /wire?delete HTTP/1.1",
      [
        "x-amz-checksum-crc32: ONWkFQ==",
        "x-amz-sdk-checksum-algorithm: CRC32",
        "X-Amz-Content-SHA256: 47da80e554a70adef7f7d49b43667a313b47476b905081647c4e50243f118a63",
        signed(
          "s3",
          "host;x-amz-checksum-crc32;x-amz-content-sha256;x-amz-date;x-amz-sdk-checksum-algorithm",
          "e95381dff0a395f943ed8cb1556f9ae7dce0a39e8086bfe87017f5caf46a6fac",
        ),
        "Content-Length: 103",
      ],
      '<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a b/ü.csv</Key></Object></Delete>',
    );
    expect(deleted).toContain("<Deleted><Key>a b/ü.csv</Key></Deleted>");
  });

  test("Query requests are answered in XML", async () => {
    const answer = await replay(
      "POST / HTTP/1.1",
      [
        "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
        signed(
          "iam",
          "content-type;host;x-amz-date",
          "9da8482213889b5e1003932009b4702be976df350247b016cf3a17af853b2008",
        ),
        "Content-Length: 164",
      ],
      "Action=SimulatePrincipalPolicy&Version=2010-05-08&PolicySourceArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Ftrainyard-execution&ActionNames.member.1=s3%3AGetObject",
    );
    expect(answer).toContain(
      "<EvaluationResults><member><EvalActionName>s3:GetObject</EvalActionName>",
    );
  });

  test("AWS JSON requests are answered in JSON", async () => {
    const answer = await replay(
      "POST / HTTP/1.1",
      [
        "X-Amz-Target: SageMaker.ListTrainingJobs",
        "Content-Type: application/x-amz-json-1.1",
        signed(
          "sagemaker",
          "content-type;host;x-amz-date;x-amz-target",
          "871e80707a59bca0d040fd90c0b0b70dfe22aae04daa64826fe6d6b919c10d2d",
        ),
        "Content-Length: 17",
      ],
      '{"MaxResults": 5}',
    );
    expect(answer).toContain("HTTP/1.1 200 OK\r\n");
    expect(answer).toMatch(/\r\n\r\n\{"TrainingJobSummaries":\[\]\}$/);
  });
});
