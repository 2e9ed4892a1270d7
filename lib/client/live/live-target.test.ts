import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveEvent } from "@/lib/contracts/live";
import type { Problem } from "@/lib/contracts/problem";
import { LiveTarget } from "./live-target";

const TOPIC = "training-jobs";

const problem = (code: Problem["code"]): Problem => ({
  type: "about:blank",
  title: code,
  status: 401,
  detail: "",
  fix: "",
  code,
  requestId: "1",
  upstream: null,
  fields: [],
});

/** A tab that follows one topic, and what the stream says to it. */
function tab() {
  let receive: (event: LiveEvent) => void = () => undefined;
  const target = new LiveTarget((ends) => {
    receive = ends.receive;
    return { follow: () => undefined, unfollow: () => undefined, retryNow: () => undefined };
  });
  target.listen(TOPIC, () => undefined);
  return {
    target,
    beat: (age: number) => receive({ kind: "beat", ages: { [TOPIC]: age } }),
    fail: (code: Problem["code"]) =>
      receive({ kind: "problem", topic: TOPIC, problem: problem(code), nextTryAt: "2026-11-21" }),
    said: () => target.freshness.problem?.code ?? null,
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("what another answer told is said until something followed was read after it", () => {
  const { target, beat, said } = tab();
  beat(3000);
  target.noteFault(problem("CredentialsExpired"));
  expect(said()).toBe("CredentialsExpired");
  vi.advanceTimersByTime(1000);
  beat(4000);
  // What is read no more is always of no age.
  beat(0);
  expect(said()).toBe("CredentialsExpired");
  beat(500);
  expect(said()).toBeNull();
});

test("what ails the whole target is said before what ails one topic", () => {
  const { target, fail, said } = tab();
  fail("AccessDenied");
  target.noteFault(problem("CredentialsExpired"));
  expect(said()).toBe("CredentialsExpired");
  target.retryNow();
  expect(said()).toBe("AccessDenied");
});
