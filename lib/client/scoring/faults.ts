import type { Problem } from "@/lib/contracts/problem";
import type { AppErrorCode } from "@/lib/domain/app-error";
import { isSurelyTargetFault } from "@/lib/domain/target-faults";
import { ApiError } from "../fetch";

/**
 * - `refused`: the container does not take these rows; others it may take.
 * - `broke`: the container failed on them, or just now.
 * - `busy`: throttled, loading, late: the same rows may be taken in a moment.
 * - `away`: nobody answers; that may pass, and no other rows would fare better.
 * - `stop`: nothing more can be sent: the endpoint is gone, or the credentials are.
 */
export type FaultKind = "refused" | "broke" | "busy" | "away" | "stop";

export interface InvokeFault {
  readonly kind: FaultKind;
  readonly message: string;
}

const KINDS: Partial<Record<AppErrorCode, FaultKind>> = {
  TooLarge: "refused",
  Throttled: "busy",
  QuotaExceeded: "busy",
  NotReady: "busy",
  Timeout: "busy",
  Upstream: "busy",
  Conflict: "busy",
  Unreachable: "away",
  EngineNotRunning: "away",
  Stopping: "away",
};

/** By the container's own status: 429 and 503 say that it is not ready, not that rows are wrong. */
function modelFault(status: number): FaultKind {
  if (status === 429 || status === 503) return "busy";
  return status >= 400 && status < 500 ? "refused" : "broke";
}

function kindOf({ code, upstream, status }: Problem): FaultKind {
  if (code === "ModelError") return modelFault(upstream?.status ?? 0);
  // AWS calls a payload over its limit a ValidationError of status 413.
  if (upstream?.status === 413 || status === 413) return "refused";
  return KINDS[code] ?? "stop";
}

/** Containers answer with whole web pages, too; what is shown is their beginning. */
const MESSAGE_CHARACTERS = 2000;

const shortened = (text: string): string =>
  text.length > MESSAGE_CHARACTERS ? `${text.slice(0, MESSAGE_CHARACTERS)}…` : text;

/** What became of a request that was not answered with predictions; null for surprises. */
export function faultOf(error: unknown): InvokeFault | null {
  if (!(error instanceof ApiError)) return null;
  const { problem, message } = error;
  if (!problem) return { kind: "away", message };
  const kind = kindOf(problem);
  // What ails the whole target has its way out above all panels.
  const isSaidHere = (kind === "stop" || kind === "away") && !isSurelyTargetFault(problem.code);
  const fix = isSaidHere ? ` ${problem.fix}` : "";
  return { kind, message: `${shortened(message.trim())}${fix}` };
}
