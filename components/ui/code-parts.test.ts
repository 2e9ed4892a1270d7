import { expect, test } from "vitest";
import { codeParts } from "./code-parts";

test("the parts joined are the code", () => {
  const code = 'import boto3  # the SDK\nx = {"a": \'b\'}\nurl = "s3://a/b"\n';
  expect(
    codeParts(code)
      .map(({ text }) => text)
      .join(""),
  ).toBe(code);
});

test("comments, texts and imports are told apart", () => {
  const kinds = codeParts('from a import b # "no text"\nc("#no comment")')
    .filter(({ kind }) => kind !== null)
    .map(({ kind, text }) => [kind, text]);
  expect(kinds).toEqual([
    ["keyword", "from"],
    ["keyword", "import"],
    ["comment", '# "no text"'],
    ["string", '"#no comment"'],
  ]);
});

test("an address is no comment", () => {
  expect(codeParts("a https://b").some(({ kind }) => kind === "comment")).toBe(false);
});
