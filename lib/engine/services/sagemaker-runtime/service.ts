import type { Service } from "../../protocol/operation.ts";
import type { RuntimeContext } from "./context.ts";
import { invokeEndpoint } from "./operations/invoke-endpoint.ts";

export function createSageMakerRuntimeService(context: RuntimeContext): Service {
  return {
    name: "sagemaker-runtime",
    operations: { InvokeEndpoint: invokeEndpoint(context) },
  };
}
