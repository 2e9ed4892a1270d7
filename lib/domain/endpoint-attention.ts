import type { EndpointHealth } from "./endpoint-health";

/** Why somebody should look at an endpoint. */
export type Attention = "failed" | "outOfService" | "errors" | "idle";

/** What the verdict asks a person to do; null where it asks nothing, or not yet. */
export function attentionOf({ kind, reason }: EndpointHealth): Attention | null {
  if (reason === "errors") return "errors";
  if (reason === "noTraffic") return "idle";
  if (reason !== "status") return null;
  if (kind === "failed") return "failed";
  return kind === "partial" ? "outOfService" : null;
}

export interface Quiet {
  /** Milliseconds without a call. */
  readonly ms: number;
  /** It was silent for all the time that was looked at: it may be longer. */
  readonly isAtLeast: boolean;
}

/** How long nobody has called it, where calls are known since `from`; times are ISO-8601. */
export function quietFor(
  { createdAt, lastCallAt }: { readonly createdAt: string; readonly lastCallAt: string | null },
  from: string,
  now: number,
): Quiet {
  if (lastCallAt !== null) return { ms: now - Date.parse(lastCallAt), isAtLeast: false };
  const isAtLeast = Date.parse(createdAt) < Date.parse(from);
  return { ms: now - Date.parse(isAtLeast ? from : createdAt), isAtLeast };
}
