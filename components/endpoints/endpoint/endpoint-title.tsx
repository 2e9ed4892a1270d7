"use client";
import { useState } from "react";
import { Age } from "@/components/layout/age";
import { PageTitle } from "@/components/layout/page-title";
import { Button, LinkButton } from "@/components/ui/button";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import { useIsStale } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail, EndpointHealth } from "@/lib/contracts/endpoints";
import { endpointCan } from "@/lib/domain/endpoints";
import { liveTopic } from "@/lib/domain/live-topics";
import { endpointPageWords as words } from "@/lib/words/endpoint";
import { endpointWords } from "@/lib/words/endpoints";
import { DeleteEndpoint } from "./delete-endpoint";
import { useEndpointCost } from "./use-endpoint-cost";

interface EndpointTitleProps {
  readonly endpoint: EndpointDetail;
  readonly health: EndpointHealth | undefined;
}

/**
 * Our verdict stands before AWS's word only while both speak of the same status. What was answered
 * too long ago is no status at all.
 */
function Status({ endpoint, health }: EndpointTitleProps) {
  const { name, status, kind } = endpoint;
  const isStale = useIsStale(liveTopic.endpoint(name));
  const isOurs = health && status === "InService" && health.verdict !== status;
  return (
    <div role="status" aria-label={words.status}>
      {isStale ? (
        <StatusLabel kind="unknown" second={endpointWords.was(status)}>
          {endpointWords.unknown}
        </StatusLabel>
      ) : isOurs ? (
        <StatusLabel kind={health.kind} second={status}>
          {health.verdict}
        </StatusLabel>
      ) : (
        <StatusLabel kind={kind}>{status}</StatusLabel>
      )}
    </div>
  );
}

/** Name, state, facts and what can be done with an endpoint. */
export function EndpointTitle({ endpoint, health }: EndpointTitleProps) {
  const target = useTarget();
  const [asking, setAsking] = useState(false);
  const cost = useEndpointCost(endpoint);
  const { name, status, variants, role, createdAt } = endpoint;
  return (
    <>
      <PageTitle
        title={name}
        status={<Status endpoint={endpoint} health={health} />}
        facts={[
          ...variants.map((variant) =>
            words.instances(
              String(variant.currentInstances ?? variant.desiredInstances ?? 0),
              variant.instanceType ?? "",
            ),
          ),
          cost,
          <span key="created">
            {words.created} <Age time={createdAt} />
          </span>,
          role ? words.role(role.slice(role.lastIndexOf("/") + 1)) : null,
        ]}
        actions={
          <>
            <Button
              onClick={() => setAsking(true)}
              disabledReason={endpointCan("delete", endpoint) ? null : words.cannotDelete(status)}
            >
              {words.delete}
            </Button>
            {endpointCan("update", endpoint) ? (
              <LinkButton
                variant={endpointCan("invoke", endpoint) ? "outline" : "primary"}
                href={href.updateEndpoint(target, name)}
              >
                {words.update}
              </LinkButton>
            ) : null}
            {endpointCan("invoke", endpoint) ? (
              <LinkButton variant="primary" href={href.score(target, { endpoint: name })}>
                {words.score}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <DeleteEndpoint
        endpoint={endpoint}
        health={health}
        open={asking}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
