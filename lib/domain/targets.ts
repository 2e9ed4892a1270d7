/** The target that is the engine on this machine; every other one is `<profile>-<region>`. */
export const LOCAL_TARGET = "local";

/** The name of an account's target. Characters a URL segment may not hold become hyphens. */
export const accountTarget = (profile: string, region: string): string =>
  `${profile}-${region}`.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
