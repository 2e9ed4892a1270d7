import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { collect, verifiedBody } from "./body.ts";
import { sha256Hex, signingKey } from "./canonical.ts";
import { presentedSignature } from "./parse.ts";
import { verifySignature } from "./verify.ts";

// The requests, keys and signatures are the worked examples of the Amazon S3 API reference,
// "Authenticating requests (AWS Signature Version 4)".
const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const DATE = "20130524T000000Z";
const expected = {
  credentials,
  regions: ["us-east-1"],
  now: new Date("2013-05-24T00:00:00Z"),
  dialect: "s3" as const,
};
const credential = `${credentials.accessKeyId}/20130524/us-east-1/s3/aws4_request`;
const authorization = (signedHeaders: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`;

function verify(request: {
  method: string;
  path: string;
  query?: [string, string][];
  headers: Record<string, string>;
  payloadHash: string;
}) {
  const head = { query: [], ...request };
  const presented = presentedSignature(head);
  if (!presented) throw new Error("no signature found");
  return verifySignature(presented, head, expected);
}

const getHeaders = (signature: string) => ({
  host: "examplebucket.s3.amazonaws.com",
  range: "bytes=0-9",
  "x-amz-content-sha256": sha256Hex(""),
  "x-amz-date": DATE,
  authorization: authorization("host;range;x-amz-content-sha256;x-amz-date", signature),
});
const GET_SIGNATURE = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
const get = (overrides: object = {}) => ({
  method: "GET",
  path: "/test.txt",
  headers: getHeaders(GET_SIGNATURE),
  payloadHash: sha256Hex(""),
  ...overrides,
});

describe("Signature Version 4", () => {
  test("accepts AWS's example of an object fetched in part", () => {
    expect(verify(get()).signature).toBe(GET_SIGNATURE);
  });

  test.each([
    ["path", { path: "/other.txt" }],
    ["method", { method: "DELETE" }],
    ["query", { query: [["acl", ""]] }],
    ["header", { headers: { ...getHeaders(GET_SIGNATURE), range: "bytes=0-10" } }],
    ["payload", { payloadHash: sha256Hex("x") }],
  ])("refuses it with another %s", (_, change) => {
    expect(() => verify(get(change))).toThrow(
      expect.objectContaining({ code: "SignatureDoesNotMatch" }),
    );
  });

  test("accepts AWS's example of a presigned URL", () => {
    const query: [string, string][] = [
      ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
      ["X-Amz-Credential", credential],
      ["X-Amz-Date", DATE],
      ["X-Amz-Expires", "86400"],
      ["X-Amz-SignedHeaders", "host"],
    ];
    const signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
    const presented = presentedSignature({
      query: [...query, ["X-Amz-Signature", signature]],
      headers: {},
    });
    if (!presented) throw new Error("no signature found");
    const signable = {
      method: "GET",
      path: "/test.txt",
      query,
      headers: { host: "examplebucket.s3.amazonaws.com" },
      payloadHash: "UNSIGNED-PAYLOAD",
    };
    expect(verifySignature(presented, signable, expected).signature).toBe(signature);
    const aDayLater = { ...expected, now: new Date("2013-05-25T00:00:01Z") };
    expect(() => verifySignature(presented, signable, aDayLater)).toThrow("Request has expired");
  });

  test("says whether a request is too old or too new", () => {
    const presented = presentedSignature({ query: [], headers: getHeaders(GET_SIGNATURE) });
    if (!presented) throw new Error("no signature found");
    const at = (now: string) => () =>
      verifySignature(
        presented,
        { ...get(), query: [] },
        { ...expected, now: new Date(now), dialect: "json" },
      );
    expect(at("2013-05-24T00:15:01Z")).toThrow(
      "Signature expired: 20130524T000000Z is now earlier than 20130524T000001Z (20130524T001501Z - 15 min.)",
    );
    expect(at("2013-05-23T23:44:59Z")).toThrow(
      "Signature not yet current: 20130524T000000Z is still later than 20130523T235959Z (20130523T234459Z + 15 min.)",
    );
  });
});

const SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
const CHUNKS = [
  [65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"],
  [1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"],
  [0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"],
] as const;
const framed = (chunks: readonly (readonly [number, string])[], letter = "a") =>
  chunks
    .map(([size, signature]) => {
      return `${size.toString(16)};chunk-signature=${signature}\r\n${letter.repeat(size)}\r\n`;
    })
    .join("");

const scope = { date: "20130524", region: "us-east-1", service: "s3" };
const seed = (signature: string) => ({
  key: signingKey(credentials.secretAccessKey, scope),
  scope,
  amzDate: DATE,
  signature,
});

/** The body in pieces of a size that cuts every line somewhere. */
function body(text: string, hash: string, signature = SEED, more: Record<string, string> = {}) {
  const pieces = text.match(/[\s\S]{1,1000}/g) ?? [];
  const source = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  const headers = { "x-amz-decoded-content-length": "66560", ...more };
  return verifiedBody(source, headers, hash, seed(signature));
}

describe("aws-chunked bodies", () => {
  const SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

  test("AWS's example of signed chunks is decoded", async () => {
    const bytes = await body(framed(CHUNKS), SIGNED).bytes(100_000);
    expect(bytes.toString()).toBe("a".repeat(66_560));
  });

  test("a changed chunk, a missing chunk and a cut body are refused", async () => {
    const [first, , last] = CHUNKS;
    const refusal = (text: string) => collect(body(text, SIGNED).stream(), 100_000);
    await expect(refusal(framed(CHUNKS, "b"))).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    await expect(refusal(framed([first, last]))).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    await expect(refusal(framed(CHUNKS).slice(0, 60_000))).rejects.toMatchObject({
      code: "IncompleteBody",
    });
    await expect(refusal("nonsense\r\n")).rejects.toMatchObject({ code: "InvalidChunkSizeError" });
  });

  test("what comes after a fault is taken off the connection, so that the answer is read", async () => {
    const source = Readable.from(Array.from({ length: 100 }, () => Buffer.from("no chunk\r\n")));
    const headers = { "x-amz-decoded-content-length": "1000" };
    const received = verifiedBody(source, headers, SIGNED, seed(SEED)).stream();
    await expect(buffer(received)).rejects.toMatchObject({ code: "InvalidChunkSizeError" });
    await expect.poll(() => source.readableEnded).toBe(true);
  });

  test("AWS's example of signed trailers is verified, and the trailer handed on", async () => {
    const chunks = [
      [65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"],
      [1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"],
    ] as const;
    const end =
      "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n";
    const trailerSignature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
    const text = (checksum: string) =>
      `${framed(chunks)}${end}x-amz-checksum-crc32c:${checksum}\r\n` +
      `x-amz-trailer-signature:${trailerSignature}\r\n\r\n`;
    const trailerSeed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
    const open = (checksum: string) => body(text(checksum), `${SIGNED}-TRAILER`, trailerSeed);
    const stream = open("sOO8/Q==").stream();
    expect((await collect(stream, 100_000)).length).toBe(66_560);
    expect(stream).toMatchObject({ trailers: { "x-amz-checksum-crc32c": "sOO8/Q==" } });
    await expect(open("AAAAAA==").bytes(100_000)).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });

  test("unsigned chunks must be as long as they say, and bring the trailers they promise", async () => {
    const text = `10400\r\n${"a".repeat(66_560)}\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`;
    const UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const stream = body(text, UNSIGNED).stream();
    expect((await collect(stream, 100_000)).length).toBe(66_560);
    expect(stream).toMatchObject({ trailers: { "x-amz-checksum-crc32": "AAAAAA==" } });
    const promised = { "x-amz-trailer": "x-amz-checksum-crc32" };
    const without = text.replace(/x-amz-checksum.*\r\n/, "");
    await expect(body(without, UNSIGNED, SEED, promised).bytes(100_000)).rejects.toMatchObject({
      code: "MalformedTrailerError",
    });
    const short = `5\r\naaaaa\r\n0\r\n\r\n`;
    await expect(body(short, UNSIGNED).bytes(100)).rejects.toMatchObject({
      code: "IncompleteBody",
    });
  });
});
