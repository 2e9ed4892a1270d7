"use client";
import { useQuery } from "@tanstack/react-query";
import { LeftOut } from "@/components/layout/left-out";
import { NotePanel } from "@/components/layout/note-panel";
import { QueryPanel } from "@/components/layout/query-panel";
import { Columns } from "@/components/layout/section";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { endpoints } from "@/lib/client/endpoints";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import { endpointCan } from "@/lib/domain/endpoints";
import { EndpointErrors } from "./endpoint-errors";
import { EndpointEvidence } from "./endpoint-evidence";
import { EndpointFigures } from "./endpoint-figures";
import { EndpointNotice } from "./endpoint-notice";
import { EndpointParts } from "./endpoint-parts";
import { EndpointTitle } from "./endpoint-title";
import { PingHistory } from "./ping-history";
import { useRange } from "./use-range";

/** Its console and the search in it are half the page's code, and stand at its end. */
const EndpointLog = lazily(() => import("./endpoint-log").then((module) => module.EndpointLog), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

/** Figures come only once there is something that answers; until then the log says it all. */
const answers = (endpoint: EndpointDetail): boolean => endpointCan("invoke", endpoint);

/** What an endpoint is, how well it answers, and what it prints. */
export function EndpointContent({ endpoint }: { readonly endpoint: EndpointDetail }) {
  const target = useTarget();
  const [range, setRange] = useRange();
  const health = useQuery({
    ...endpoints.health(target, endpoint.name),
    enabled: answers(endpoint),
  });
  if (!answers(endpoint)) {
    return (
      <>
        <EndpointTitle endpoint={endpoint} health={undefined} />
        <LeftOut denied={endpoint.denied} />
        <EndpointNotice endpoint={endpoint} health={undefined} />
        <EndpointLog endpoint={endpoint} />
        <EndpointParts endpoint={endpoint} />
        <NotePanel kind="endpoint" name={endpoint.name} />
      </>
    );
  }
  return (
    <>
      <EndpointTitle endpoint={endpoint} health={health.data} />
      <LeftOut denied={endpoint.denied} />
      <EndpointNotice endpoint={endpoint} health={health.data} />
      <QueryPanel query={health} rows={2}>
        {(evidence) => <EndpointEvidence health={evidence} />}
      </QueryPanel>
      <EndpointFigures name={endpoint.name} range={range} onRange={setRange} />
      {health.data ? <PingHistory health={health.data} /> : null}
      <Columns>
        <EndpointErrors name={endpoint.name} range={range} />
        <EndpointParts endpoint={endpoint} />
      </Columns>
      <NotePanel kind="endpoint" name={endpoint.name} />
      <EndpointLog endpoint={endpoint} />
    </>
  );
}
