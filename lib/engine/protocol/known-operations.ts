import known from "./known-operations.json" with { type: "json" };
import type { ServiceName } from "./operation.ts";

/**
 * Every operation of the services' models, served or not: name to `METHOD /path?query` for the
 * REST services, name to "" for the others. Written by ../testing/coverage.test.ts.
 */
export const KNOWN_OPERATIONS: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> =
  known;
