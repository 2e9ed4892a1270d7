/** Faults of the target as a whole: whatever is asked fails of them alike. */
const OF_THE_TARGET: readonly string[] = [
  "CredentialsMissing",
  "CredentialsExpired",
  "CredentialsRefused",
  "EngineNotRunning",
  "Unreachable",
];

export const isTargetFault = (code: string | undefined): boolean =>
  code !== undefined && OF_THE_TARGET.includes(code);
