import "server-only";
import { findTarget, listTargets, type Target } from "@/lib/aws/targets";
import type { TargetList } from "@/lib/contracts/summary";
import { LOCAL_TARGET } from "@/lib/domain/targets";

/** A target as configured: its account is not known before somebody asked. */
export type KnownTarget = TargetList["targets"][number] & { readonly profile: string | null };

const entryOf = ({ name, onThisMachine, region, profile }: Target): KnownTarget => ({
  name,
  kind: onThisMachine ? "local" : "account",
  region,
  profile,
  accountId: null,
  problem: null,
});

/** Every configured target as far as it is known without asking anybody. */
export const knownTargets = (): KnownTarget[] => listTargets().map(entryOf);

export const isKnownTarget = (name: string): boolean => findTarget(name) !== null;

/** Where `/` leads: the target last used, if it is still configured. */
export const startTarget = (lastUsed: string | undefined): string =>
  lastUsed !== undefined && isKnownTarget(lastUsed) ? lastUsed : LOCAL_TARGET;
