import { expect, test } from "vitest";
import { canOpenBrowser } from "./browser.mjs";

test.each([
  [{ DISPLAY: ":0" }, "linux", true],
  [{ WAYLAND_DISPLAY: "wayland-0" }, "linux", true],
  [{}, "linux", false],
  [{ DISPLAY: ":0", CI: "1" }, "linux", false],
  [{}, "darwin", true],
  [{ CI: "true" }, "win32", false],
])("with %j on %s: %s", (env, platform, expected) => {
  expect(canOpenBrowser(env, platform)).toBe(expected);
});
