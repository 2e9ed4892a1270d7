import { describe, expect, test } from "vitest";
import { createCrc32c, createCrc64Nvme } from "./crc.ts";

// The check value of a CRC is its digest of these nine digits (Rocksoft model).
const CHECK_INPUT = Buffer.from("123456789");

describe("CRCs", () => {
  test("CRC-32C gives the catalogue's check value, however the bytes are cut", () => {
    const crc = createCrc32c();
    crc.update(CHECK_INPUT.subarray(0, 4));
    crc.update(CHECK_INPUT.subarray(4));
    expect(crc.digest().toString("hex")).toBe("e3069283");
  });

  test("CRC-64/NVME gives the catalogue's check value", () => {
    const crc = createCrc64Nvme();
    crc.update(CHECK_INPUT);
    expect(crc.digest().toString("hex")).toBe("ae8b14860a799888");
  });
});
