import { expect, test } from "vitest";
import type { Problem } from "@/lib/contracts/problem";
import { ApiError } from "../fetch";
import { type FaultKind, faultOf } from "./faults";

const problem = (code: Problem["code"], upstream: number | null = null, status = 400): ApiError =>
  new ApiError("What was said. \n", {
    type: "about:blank",
    title: "",
    status,
    detail: "",
    fix: "Do this.",
    code,
    requestId: "1",
    upstream: upstream === null ? null : { code, message: "", status: upstream, requestId: null },
    fields: [],
  });

test.each<[string, ApiError, FaultKind]>([
  ["the container refuses rows", problem("ModelError", 400), "refused"],
  ["the container has a lower limit than AWS", problem("ModelError", 413), "refused"],
  ["AWS's own limit, a ValidationError of status 413", problem("Invalid", 413), "refused"],
  ["our own limit", problem("TooLarge", null, 413), "refused"],
  ["the container failed", problem("ModelError", 500), "broke"],
  ["the container gave no answer", problem("ModelError", 0), "broke"],
  ["the container is loading its model", problem("ModelError", 503), "busy"],
  ["AWS throttles", problem("Throttled", 429), "busy"],
  ["the model is not ready", problem("NotReady", 429), "busy"],
  ["the engine is stopped", problem("EngineNotRunning"), "away"],
  ["the dashboard is gone", new ApiError("The dashboard does not answer.", null), "away"],
  ["the endpoint was deleted", problem("NotFound", 400), "stop"],
  ["the session has ended", problem("CredentialsExpired", 403), "stop"],
  ["something nobody foresaw", problem("Internal"), "stop"],
])("%s", (_, error, kind) => {
  expect(faultOf(error)?.kind).toBe(kind);
});

test("what stops a run is said with the way out, what a container says is left alone", () => {
  expect(faultOf(problem("NotFound"))?.message).toBe("What was said. Do this.");
  expect(faultOf(problem("ModelError", 400))?.message).toBe("What was said.");
  expect(faultOf(new Error("not ours"))).toBeNull();
});
