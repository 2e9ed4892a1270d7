import { expect, test } from "vitest";
import { isProfileOf } from "./dataset-glance";

const data = { size: 90, files: 1, header: "present", modifiedAt: "2026-11-21T10:00:00.000Z" };
const profile = { bytes: 90, files: 1, header: "present", createdAt: "2026-11-21T10:00:05.000Z" };

test.each([
  [{}, true],
  [{ header: null, modifiedAt: null }, true],
  [{ size: 91 }, false],
  [{ files: 2 }, false],
  [{ header: "absent" }, false],
  [{ modifiedAt: "2026-11-21T10:00:06.000Z" }, false],
])("a profile of a dataset with %o: %s", (part, expected) => {
  expect(isProfileOf(profile, { ...data, ...part })).toBe(expected);
});
