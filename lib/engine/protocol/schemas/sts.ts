import { GetCallerIdentity$ } from "@aws-sdk/client-sts";
import type { OperationSchema } from "../wire.ts";

export const stsSchemas: Record<string, OperationSchema> = {
  GetCallerIdentity: GetCallerIdentity$,
};
