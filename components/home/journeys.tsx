"use client";
import { useSearchParams } from "next/navigation";
import { PageTitle } from "@/components/layout/page-title";
import { Columns } from "@/components/layout/section";
import { LinkButton } from "@/components/ui/button";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { Home } from "@/lib/contracts/home";
import { type Journey, latestJourney } from "@/lib/domain/journeys";
import { homeWords as words } from "@/lib/words/home";
import { Billed } from "./billed";
import { JourneyLine } from "./journey-line";
import { JourneyNext } from "./journey-next";
import { LineAndNext } from "./line-and-next";
import { OtherJourneys } from "./other-journeys";
import { Running } from "./running";

/** One journey in full, the others as lines, what runs and what costs. */
export function Journeys({ home }: { readonly home: Home }) {
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
