import "server-only";
import { accountIdOf } from "@/lib/aws/clients";
import { toTargetError } from "@/lib/aws/errors";
import { listTargets, type Target } from "@/lib/aws/targets";
import type { TargetList } from "@/lib/contracts/summary";
import { problemWords } from "@/lib/words/problems";

type Entry = TargetList["targets"][number];

/** Targets answer or fail each by itself: one session that has ended hides no other. */
async function entryOf(target: Target): Promise<Entry> {
  const entry: Entry = {
    name: target.name,
    kind: target.onThisMachine ? "local" : "account",
    region: target.region,
    accountId: null,
    profile: target.profile,
    problem: null,
  };
  try {
    return { ...entry, accountId: await accountIdOf(target) };
  } catch (error) {
    return { ...entry, problem: problemWords[toTargetError(error, target).code].title };
  }
}

/** Every configured target for the switcher, with the name of what is wrong with it. */
export const getTargets = async (): Promise<TargetList> => ({
  targets: await Promise.all(listTargets().map(entryOf)),
});
