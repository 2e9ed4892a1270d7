import { expect, test } from "vitest";
import { isImageReference } from "./reference.ts";

test.each([
  "debian",
  "debian:bookworm-slim",
  "library/debian",
  "localhost:5000/team/model:1.0",
  "127.0.0.1:4566/random-forest:0.1.0",
  "000000000000.dkr.ecr.us-east-1.amazonaws.com/a__b/c-d:v_1.0",
  `debian@sha256:${"a".repeat(64)}`,
  `sha256:${"a".repeat(64)}`,
])("%s is a reference", (text) => {
  expect(isImageReference(text)).toBe(true);
});

test.each([
  "",
  "/",
  "Debian",
  "../containers/x",
  "a/../b",
  "a//b",
  "debian?all=1",
  "debian:tag/../x",
  "debian:",
  "debian#x",
  "a b",
  "a%2fb",
  "bad_host.com/a@sha256:00",
  "a".repeat(600),
])("%s is none", (text) => {
  expect(isImageReference(text)).toBe(false);
});
