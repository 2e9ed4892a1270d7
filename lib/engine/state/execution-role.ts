/** The one role that the engine knows from the start; it trusts SageMaker. */
export const EXECUTION_ROLE = "trainyard-execution";

export const executionRoleArn = (accountId: string): string =>
  `arn:aws:iam::${accountId}:role/${EXECUTION_ROLE}`;
