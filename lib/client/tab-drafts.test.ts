import { beforeEach, expect, test, vi } from "vitest";
import { dropDraft, findDraft, freshDraftKey, ownDraftKey, storeDraft } from "./tab-drafts";

/** A browser's storage; what is stored are its own properties, as in a browser. */
function storage() {
  const kept: Record<string, unknown> = {};
  const method = (value: unknown) => ({ value, enumerable: false });
  return Object.defineProperties(kept, {
    getItem: method((key: string) => kept[key] ?? null),
    setItem: method((key: string, text: string) => Object.assign(kept, { [key]: text })),
    removeItem: method((key: string) => delete kept[key]),
  });
}

const openTab = () => vi.stubGlobal("sessionStorage", storage());

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  vi.stubGlobal("localStorage", storage());
  openTab();
});

test("each tab keeps its own draft and finds it again", () => {
  const first = sessionStorage;
  storeDraft(ownDraftKey("note"), "one");
  openTab();
  vi.setSystemTime(1000);
  storeDraft(ownDraftKey("note"), "two");
  expect(findDraft("note")?.value).toBe("two");
  vi.stubGlobal("sessionStorage", first);
  expect(findDraft("note")?.value).toBe("one");
});

test("a new tab begins with the newest draft of that form that is left", () => {
  storeDraft(ownDraftKey("note"), "old");
  openTab();
  vi.setSystemTime(1000);
  const key = ownDraftKey("note");
  storeDraft(key, "new");
  storeDraft(ownDraftKey("note.other"), "of another form");
  openTab();
  expect(findDraft("note")).toMatchObject({ key, value: "new" });
  dropDraft(key);
  expect(findDraft("note")?.value).toBe("old");
});

test("a duplicated tab, which has the same name, can take another", () => {
  const shared = ownDraftKey("note");
  storeDraft(shared, "typed before");
  const fresh = freshDraftKey("note");
  expect(fresh).not.toBe(shared);
  expect(ownDraftKey("note")).toBe(fresh);
});

test("where the browser forbids storage there is no draft, and no fault", () => {
  vi.stubGlobal("localStorage", undefined);
  vi.stubGlobal("sessionStorage", undefined);
  expect(storeDraft(ownDraftKey("note"), "lost")).toBeNull();
  expect(findDraft("note")).toBeNull();
});
