"use client";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { NextAction, type NextActionProps } from "@/components/ui/next-action";
import type { EndpointDetail, EndpointHealth } from "@/lib/contracts/endpoints";
import { endpointPageWords as words } from "@/lib/words/endpoint";

export interface EndpointNoticeProps {
  readonly endpoint: EndpointDetail;
  readonly health: EndpointHealth | undefined;
}

/** What an endpoint that does not simply answer is doing, or why it cannot. */
export function EndpointNotice({ endpoint, health }: EndpointNoticeProps) {
  const { status, kind } = endpoint;
  const moving = words.moving[status];
  if (kind === "failed") return <Failed endpoint={endpoint} />;
  if (status === "OutOfService") {
    return (
      <Next tone="fail" title={words.outOfService}>
        {words.outOfServiceNext}
      </Next>
    );
  }
  if (moving) {
    return (
      <Next title={moving}>{status === "Deleting" ? words.deletingText : words.movingText}</Next>
    );
  }
  return <Answering endpoint={endpoint} health={health} />;
}

const Next = ({ more, ...next }: NextActionProps & { readonly more?: ReactNode }) => (
  <div className="mb-6 grid gap-3">
    <NextAction {...next} />
    {more}
  </div>
);

function Failed({ endpoint: { failure } }: { readonly endpoint: EndpointDetail }) {
  const whole =
    failure && failure.text !== failure.cause ? (
      <p className="m-0 max-h-40 overflow-auto whitespace-pre-wrap break-words text-ink-2 text-xs">
        {words.reasonWhole(failure.text)}
      </p>
    ) : null;
  return (
    <Next tone="fail" title={failure?.cause ?? words.failedTitle} more={whole}>
      {words.failedNext}
    </Next>
  );
}

/** It answers, though perhaps not as somebody wanted it to, or not well. */
function Answering({ endpoint: { failure }, health }: EndpointNoticeProps) {
  if (failure) {
    return (
      <Banner tone="warn" title={words.updateFailed}>
        {failure.text}
      </Banner>
    );
  }
  if (!health || health.reason === "healthy" || health.reason === "status") return null;
  return (
    <Banner tone={health.reason === "noTraffic" ? "plain" : "warn"}>
      {words.reason[health.reason]}
    </Banner>
  );
}
