import { expect, test } from "vitest";
import { decodeDocument, encodeDocument } from "./document.ts";

test("dates keep their type at any depth, and nothing else becomes one", () => {
  const document = {
    at: new Date(5),
    list: [{ at: new Date(6) }, null, [new Date(7)], "text"],
    parameters: JSON.parse('{"$date": "8", "__proto__": {"at": "9"}}'),
  };
  const decoded = decodeDocument<typeof document>(encodeDocument(document));
  expect(decoded).toEqual(document);
  expect(Object.keys(decoded.parameters)).toEqual(["$date", "__proto__"]);
});
