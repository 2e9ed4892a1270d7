import { jsonBody, jsonError } from "./json.ts";
import { readRestInput, writeRestOutput } from "./rest.ts";
import type { WireProtocol } from "./wire.ts";

/** Above every payload limit of a real-time endpoint; the service itself enforces the configured one. */
const BODY_LIMIT = 64 * 1024 * 1024;

/** REST with JSON bodies: SageMaker Runtime. */
export const restJson: WireProtocol = {
  decode: (operation, request) => readRestInput(operation, request, jsonBody, BODY_LIMIT),
  encode: (operation, output) => writeRestOutput(operation, output, jsonBody),
  encodeError(error) {
    const { __type: _, ...body } = { __type: "", message: error.message, ...error.members };
    return { ...jsonError(error, "application/json"), body: JSON.stringify(body) };
  },
};
