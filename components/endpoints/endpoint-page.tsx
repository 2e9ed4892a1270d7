"use client";
import { useQuery } from "@tanstack/react-query";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { Columns } from "@/components/layout/section";
import { endpoints } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { useLiveQuery } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import { endpointCan } from "@/lib/domain/endpoints";
import { liveTopic } from "@/lib/domain/live-topics";
import { endpointWords } from "@/lib/words/endpoints";
import { EndpointErrors } from "./endpoint-errors";
import { EndpointEvidence } from "./endpoint-evidence";
import { EndpointFigures } from "./endpoint-figures";
import { EndpointLog } from "./endpoint-log";
import { EndpointNotice } from "./endpoint-notice";
import { EndpointParts } from "./endpoint-parts";
import { EndpointTitle } from "./endpoint-title";
import { useRange } from "./use-range";

export interface EndpointPageProps {
  readonly name: string;
}

/** One endpoint: whether it answers, how well, and what it prints. */
export function EndpointPage({ name }: EndpointPageProps) {
  const target = useTarget();
  const query = useLiveQuery(liveTopic.endpoint(name), endpoints.detail(target, name));
  return (
    <Page path={[{ label: endpointWords.title, href: href.endpoints(target) }, { label: name }]}>
      <QueryPanel query={query} rows={8}>
        {(endpoint) => <Content endpoint={endpoint} />}
      </QueryPanel>
    </Page>
  );
}

/** Figures come only once there is something that answers; until then the log says it all. */
const answers = (endpoint: EndpointDetail): boolean => endpointCan("invoke", endpoint);

function Content({ endpoint }: { readonly endpoint: EndpointDetail }) {
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
        <EndpointNotice endpoint={endpoint} health={undefined} />
        <EndpointLog endpoint={endpoint} />
        <EndpointParts endpoint={endpoint} />
      </>
    );
  }
  return (
    <>
      <EndpointTitle endpoint={endpoint} health={health.data} />
      <EndpointNotice endpoint={endpoint} health={health.data} />
      <QueryPanel query={health} rows={2}>
        {(evidence) => <EndpointEvidence health={evidence} />}
      </QueryPanel>
      <EndpointFigures name={endpoint.name} range={range} onRange={setRange} />
      <Columns>
        <EndpointErrors name={endpoint.name} range={range} />
        <EndpointParts endpoint={endpoint} />
      </Columns>
      <EndpointLog endpoint={endpoint} />
    </>
  );
}
