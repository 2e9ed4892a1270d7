import type { ConfiguredEndpoints } from "./configured-endpoints.ts";
import type { GuardRules } from "./guard.ts";
import { processWide } from "./process-wide.ts";

/** A live stream that must be told before the process ends. */
export interface OpenStream {
  /** Says goodbye to the reader and ends the response. */
  close(): void;
}

/** What our server and the route handlers behind it know of each other. */
export interface Presence {
  /** Set once the server listens; without it handlers refuse every request. */
  rules: GuardRules | null;
  /** True from the first stop signal on: no stream is opened any more. */
  stopping: boolean;
  readonly streams: Set<OpenStream>;
  /** By profile, as the AWS configuration said when the process began. */
  endpoints: ReadonlyMap<string, ConfiguredEndpoints>;
}

export const presence = (): Presence =>
  processWide<Presence>("dashboard.presence", () => ({
    rules: null,
    stopping: false,
    streams: new Set(),
    endpoints: new Map(),
  }));
