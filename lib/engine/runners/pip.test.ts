import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explainFailure, runStep } from "./pip.ts";

test.each([
  ["SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))", /set PIP_CERT/],
  ["Failed to establish a new connection: [Errno -2]", /check the network, HTTPS_PROXY/],
  ["ERROR: Hashes are required in --require-hashes mode", /pip-compile --generate-hashes/],
  ["OSError: [Errno 28] No space left on device", /disk is full/],
  ["ERROR: something new", /The installation failed\. It said: ERROR: something new/],
])("explains %s", (line, explanation) => {
  expect(explainFailure(["Collecting numpy", line])).toMatch(explanation);
});

test("shows the last error line, and says so when there was no output", () => {
  expect(explainFailure(["ERROR: first", "ERROR: last", "a hint"])).toMatch(/It said: ERROR: last/);
  expect(explainFailure([])).toMatch(/no output/);
});

test("a step sees settings for downloads and none of our other variables", async () => {
  const directory = await mkdtemp(join(tmpdir(), "trainyard-pip-"));
  const lines: string[] = [];
  await runStep("/usr/bin/env", [], {
    directory,
    host: {
      PIP_INDEX_URL: "https://index",
      https_proxy: "http://proxy",
      PIP_TARGET: "/elsewhere",
      PYTHONPATH: "/elsewhere",
      AWS_SECRET_ACCESS_KEY: "secret",
    },
    progress: (line) => lines.push(line),
    signal: new AbortController().signal,
  });
  await rm(directory, { recursive: true });
  expect(lines.toSorted()).toEqual([
    "PIP_INDEX_URL=https://index",
    "PYTHONNOUSERSITE=1",
    `TRAINYARD_CONTAINER=${directory}`,
    "https_proxy=http://proxy",
  ]);
});
