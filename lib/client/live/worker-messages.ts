import type { LiveEvent } from "@/lib/contracts/live";
import type { ConnectionState } from "./connection";

/** What a tab tells the worker. */
export type ToWorker =
  /** `lock` is held by the tab for as long as it lives; when it becomes free, the tab is gone. */
  | { readonly kind: "hello"; readonly lock: string }
  | {
      readonly kind: "follow" | "unfollow";
      readonly target: string;
      readonly topic: string;
    }
  | { readonly kind: "retry"; readonly target: string };

/** What the worker tells a tab. */
export type ToTab =
  /** `lock` is held by the worker for as long as it lives. */
  | { readonly kind: "hello"; readonly lock: string }
  | { readonly kind: "event"; readonly target: string; readonly event: LiveEvent }
  | { readonly kind: "state"; readonly target: string; readonly state: ConnectionState };
