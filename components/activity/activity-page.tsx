"use client";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { activityQuery } from "@/lib/client/activity";
import { useLiveRefetch } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { liveTopic } from "@/lib/domain/live-topics";
import { activityWords as words } from "@/lib/words/activity";

/** They come while the activity is being read. */
const ActivityLists = lazily(
  () => import("./activity-lists").then((module) => module.ActivityLists),
  { when: "now", waiting: <SkeletonRows rows={8} /> },
);

const ActivityExport = lazily(
  () => import("./activity-export").then((module) => module.ActivityExport),
  { when: "now" },
);

/** What goes on without anybody, and what happened before, newest first. */
export function ActivityPage() {
  const target = useTarget();
  useLiveRefetch(liveTopic.endpoints(), activityQuery(target));
  const query = useLiveRefetch(liveTopic.trainingJobs(), activityQuery(target));
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={words.facts.map((fact) => fact)}
        actions={query.data ? <ActivityExport events={query.data.events} /> : null}
      />
      <QueryPanel query={query} rows={8}>
        {(activity) =>
          activity.events.length === 0 && activity.denied.length === 0 ? (
            <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
          ) : (
            <ActivityLists activity={activity} />
          )
        }
      </QueryPanel>
    </Page>
  );
}
