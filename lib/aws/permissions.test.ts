import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actionOf } from "./actions";
import { calledOperations } from "./testing/called-operations";

/** A job's tags and role are checked beside the call that carries them. */
const CARRIED = ["iam:PassRole", "sagemaker:AddTags"];
/** Everybody may ask who they are. */
const FREE = "sts:GetCallerIdentity";

/** The SDK's package is called as its service is, with dashes. */
const neededBy = (called: string): string => {
  const [client = "", operation = ""] = called.split(":");
  return actionOf(client.replaceAll("-", " "), operation);
};

const needed = [...new Set([...calledOperations().map(neededBy), ...CARRIED])]
  .filter((action) => action !== FREE)
  .sort();

const page = readFileSync("docs/aws.md", "utf8");

interface Policy {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

test("the policy that one can paste allows what the dashboard calls, and nothing else", () => {
  const policy: Policy = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
  const allowed = policy.Statement.flatMap(({ Action }) => Action);
  expect([...allowed].sort()).toEqual(needed);
});

test("the table names every action with what it is for", () => {
  const rows = page.split("\n").filter((line) => /^\| `[a-z0-9]+:/.test(line));
  const named = rows.flatMap((row) => {
    const [, cell = ""] = row.split("|");
    const actions = [...cell.matchAll(/`([a-z0-9]+:)?([A-Z]\w+)`/g)];
    const prefix = actions[0]?.[1] ?? "";
    return actions.map(([, own = prefix, action = ""]) => `${own}${action}`);
  });
  expect(named.sort()).toEqual(needed);
});
