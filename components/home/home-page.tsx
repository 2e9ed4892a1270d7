"use client";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { Columns } from "@/components/layout/section";
import { LinkButton } from "@/components/ui/button";
import { homeQuery } from "@/lib/client/home";
import { href } from "@/lib/client/href";
import { useLiveRefetch } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import type { Home } from "@/lib/contracts/home";
import { type Journey, latestJourney } from "@/lib/domain/journeys";
import { liveTopic } from "@/lib/domain/live-topics";
import { homeWords as words } from "@/lib/words/home";
import { Billed } from "./billed";
import { FirstRun } from "./first-run";
import { JourneyLine } from "./journey-line";
import { JourneyNext } from "./journey-next";
import { LineAndNext } from "./line-and-next";
import { OtherJourneys } from "./other-journeys";
import { Running } from "./running";

/** Where each dataset's journey stands, what to do next, what runs and what costs. */
export function HomePage() {
  const target = useTarget();
  useLiveRefetch(liveTopic.endpoints(), homeQuery(target));
  const query = useLiveRefetch(liveTopic.trainingJobs(), homeQuery(target));
  return (
    <Page path={[{ label: words.title }]}>
      <QueryPanel query={query} rows={8}>
        {(home) =>
          home.journeys.length === 0 ? (
            <FirstRun hasImage={home.hasImage} />
          ) : (
            <Journeys home={home} />
          )
        }
      </QueryPanel>
    </Page>
  );
}

function Journeys({ home }: { readonly home: Home }) {
  const target = useTarget();
  const asked = useSearchParams().get("journey");
  const named = home.journeys.find(({ dataset }) => dataset === asked);
  const journey: Journey | null = named ?? latestJourney(home.journeys);
  if (!journey) return null;
  return (
    <>
      <PageTitle
        title={journey.dataset}
        facts={words.facts.map((fact) => fact)}
        actions={
          // On a small screen the next action is the first.
          <span className="max-[52rem]:hidden">
            <LinkButton icon="plus" keys="C" href={href.newTrainingJob(target)}>
              {words.newTrainingJob}
            </LinkButton>
          </span>
        }
      />
      <LineAndNext
        line={<JourneyLine journey={journey} hasImage={home.hasImage} />}
        next={<JourneyNext journey={journey} hasImage={home.hasImage} />}
      />
      <OtherJourneys home={home} shown={journey} />
      <Columns>
        <Running running={home.running} />
        <Billed billed={home.billed} />
      </Columns>
    </>
  );
}
