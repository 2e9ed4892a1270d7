import { GetRole$, ListRoles$, SimulatePrincipalPolicy$ } from "@aws-sdk/client-iam";
import type { OperationSchema } from "../wire.ts";

export const iamSchemas: Record<string, OperationSchema> = {
  GetRole: GetRole$,
  ListRoles: ListRoles$,
  SimulatePrincipalPolicy: SimulatePrincipalPolicy$,
};
