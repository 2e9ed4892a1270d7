/** The role that the engine knows where nobody names others. */
export const EXECUTION_ROLE = "trainyard-execution";

export const roleArn = (accountId: string, name: string): string =>
  `arn:aws:iam::${accountId}:role/${name}`;
