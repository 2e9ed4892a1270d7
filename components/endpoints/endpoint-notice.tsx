"use client";
import { Banner } from "@/components/ui/banner";
import { NextAction } from "@/components/ui/next-action";
import type { EndpointDetail, EndpointHealth } from "@/lib/contracts/endpoints";
import { endpointPageWords as words } from "@/lib/words/endpoints";

export interface EndpointNoticeProps {
  readonly endpoint: EndpointDetail;
  readonly health: EndpointHealth | undefined;
}

/** What an endpoint that does not simply answer is doing, or why it cannot. */
export function EndpointNotice({ endpoint, health }: EndpointNoticeProps) {
  const { status, kind, failure } = endpoint;
  if (kind === "failed") {
    return (
      <div className="mb-6 grid gap-3">
        <NextAction tone="fail" title={failure?.cause ?? words.failedTitle}>
          {words.failedNext}
        </NextAction>
        {failure && failure.text !== failure.cause ? (
          <p className="m-0 max-h-40 overflow-auto whitespace-pre-wrap break-words text-ink-2 text-xs">
            {words.reasonWhole(failure.text)}
          </p>
        ) : null}
      </div>
    );
  }
  const moving = words.moving[status];
  if (moving) {
    return (
      <div className="mb-6">
        <NextAction title={moving}>
          {status === "Deleting" ? words.deletingText : words.movingText}
        </NextAction>
      </div>
    );
  }
  if (!health || health.reason === "healthy" || health.reason === "status") return null;
  return (
    <Banner tone={health.reason === "noTraffic" ? "plain" : "warn"}>
      {words.reason[health.reason]}
    </Banner>
  );
}
