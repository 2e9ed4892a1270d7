import { InvokeEndpoint$ } from "@aws-sdk/client-sagemaker-runtime";
import type { OperationSchema } from "../wire.ts";

export const sagemakerRuntimeSchemas: Record<string, OperationSchema> = {
  InvokeEndpoint: InvokeEndpoint$,
};
