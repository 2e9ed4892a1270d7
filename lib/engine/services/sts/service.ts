import type { GetCallerIdentityCommandOutput } from "@aws-sdk/client-sts";
import type { Operation, Service } from "../../protocol/operation.ts";
import { EXECUTION_ROLE } from "../../state/execution-role.ts";

type Identity = Pick<GetCallerIdentityCommandOutput, "UserId" | "Account" | "Arn">;

/** STS: who is asking. */
export function createStsService(account: { readonly accountId: string }): Service {
  return { name: "sts", operations: { GetCallerIdentity: { handle: getCallerIdentity(account) } } };
}

/** Names an assumed role, since the SageMaker Python SDK derives the execution role from it. */
const getCallerIdentity =
  ({ accountId }: { readonly accountId: string }): Operation<object, Identity> =>
  () => ({
    UserId: "AROATRAINYARDEXECUTION:trainyard",
    Account: accountId,
    Arn: `arn:aws:sts::${accountId}:assumed-role/${EXECUTION_ROLE}/trainyard`,
  });
