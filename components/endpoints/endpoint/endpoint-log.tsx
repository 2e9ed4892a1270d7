"use client";
import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { LogConsole } from "@/components/ui/log-console";
import { ApiError } from "@/lib/client/fetch";
import { compileSearch, useLogView } from "@/lib/client/live/log-view";
import { useLiveLog } from "@/lib/client/live/use-live-log";
import type { EndpointDetail } from "@/lib/contracts/endpoints";
import { liveTopic } from "@/lib/domain/live-topics";
import { endpointPageWords as words } from "@/lib/words/endpoint";

/** What the containers print, as they print it. */
export function EndpointLog({ endpoint }: { readonly endpoint: EndpointDetail }) {
  const log = useLiveLog(liveTopic.endpointLog(endpoint.name));
  const { lines, count } = useLogView(log);
  return (
    <Section title={words.log} aside={log.isComplete ? words.logEnded : words.logLive}>
      {log.problem ? <FailureBanner error={new ApiError(log.problem.detail, log.problem)} /> : null}
      <LogConsole
        lines={lines}
        count={count}
        compile={compileSearch}
        empty={words.noLines}
        follows
      />
    </Section>
  );
}
