/** The target that is the engine on this machine; every other one is `<profile>-<region>`. */
export const LOCAL_TARGET = "local";

const TARGET = /^[a-z0-9][a-z0-9-]{0,126}$/;

/** `api` is the first segment of our own routes, so no target may be called that. */
const RESERVED: readonly string[] = ["api"];

/** Whether a path segment may name a target: lower-case letters, digits, hyphens. */
export const isTargetName = (segment: string): boolean =>
  TARGET.test(segment) && !RESERVED.includes(segment);

/** The name of an account's target. Characters a URL segment may not hold become hyphens. */
export const accountTarget = (profile: string, region: string): string =>
  `${profile}-${region}`.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
