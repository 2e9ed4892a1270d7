import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

// Noise is failure: React's warnings and stray reports arrive here. A test that means to cause one
// spies on console.error itself, and clears that spy.
let complaints: MockInstance<typeof console.error>;

beforeEach(() => {
  complaints = vi.spyOn(console, "error");
});

afterEach(() => {
  const { calls } = complaints.mock;
  complaints.mockRestore();
  expect(calls, "console.error").toEqual([]);
});
