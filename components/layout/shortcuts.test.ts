import { describe, expect, test } from "vitest";
import { createShortcutMatcher, type KeyPress, SHORTCUTS, shortcutKeys } from "./shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  inField: false,
  ...more,
});

describe("the shortcut matcher", () => {
  test("a sequence counts when its second key comes in time", () => {
    const match = createShortcutMatcher(() => true);
    expect(match(press("g"), 0)).toBeNull();
    expect(match(press("d"), 899)).toBe("datasets");
    expect(match(press("g"), 2000)).toBeNull();
    expect(match(press("d"), 2900)).toBeNull();
  });

  test("the palette opens from anywhere, and a plain K does not open it", () => {
    const match = createShortcutMatcher(() => false);
    expect(match(press("k", { metaKey: true, inField: true }), 0)).toBe("palette");
    expect(match(press("K", { ctrlKey: true }), 0)).toBe("palette");
    expect(match(press("k", { ctrlKey: true, altKey: true }), 0)).toBeNull();
    expect(match(press("k"), 0)).toBeNull();
  });

  test("a wrong second key ends the sequence", () => {
    const match = createShortcutMatcher(() => true);
    match(press("g"), 0);
    expect(match(press("q"), 10)).toBeNull();
    expect(match(press("d"), 20)).toBeNull();
  });

  test("C after G is no new training job", () => {
    const match = createShortcutMatcher(() => true);
    match(press("g"), 0);
    expect(match(press("c"), 10)).toBeNull();
    expect(match(press("c"), 20)).toBe("newTrainingJob");
  });

  test("a letter with the shift key is another one, a sign that needs it is not", () => {
    const match = createShortcutMatcher(() => true);
    expect(match(press("C", { shiftKey: true }), 0)).toBe("compare");
    // With the caps lock on.
    expect(match(press("C"), 0)).toBe("newTrainingJob");
    expect(match(press("?", { shiftKey: true }), 0)).toBe("help");
  });

  test("single keys fire neither in fields nor with modifiers nor when switched off", () => {
    let on = true;
    const match = createShortcutMatcher(() => on);
    expect(match(press("c", { inField: true }), 0)).toBeNull();
    expect(match(press("c", { ctrlKey: true }), 0)).toBeNull();
    on = false;
    expect(match(press("c"), 0)).toBeNull();
  });

  test("sending the form works from a field and without single keys", () => {
    const match = createShortcutMatcher(() => false);
    expect(match(press("Enter", { metaKey: true, inField: true }), 0)).toBe("submit");
    expect(match(press("Enter", { ctrlKey: true, inField: true }), 0)).toBe("submit");
    expect(match(press("Enter", { inField: true }), 0)).toBeNull();
  });

  test("keys of a widget are the widget's", () => {
    expect(createShortcutMatcher(() => true)(press("j"), 0)).toBeNull();
  });
});

test("no two shortcuts share their keys", () => {
  const written = SHORTCUTS.map(({ keys }) => keys.join(" "));
  expect(new Set(written).size).toBe(written.length);
  expect(shortcutKeys("target")).toEqual(["G", "T"]);
});
