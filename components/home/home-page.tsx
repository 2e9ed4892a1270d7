"use client";
import { LeftOut } from "@/components/layout/left-out";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { homeQuery } from "@/lib/client/home";
import { useLiveRefetch } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { liveTopic } from "@/lib/domain/live-topics";
import { homeWords as words } from "@/lib/words/home";

/** Comes while the journeys are being read. */
const Journeys = lazily(() => import("./journeys").then((module) => module.Journeys), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});
const FirstRun = lazily(() => import("./first-run").then((module) => module.FirstRun), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

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
            <>
              <LeftOut denied={home.denied} />
              <Journeys home={home} />
            </>
          )
        }
      </QueryPanel>
    </Page>
  );
}
