"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { Section } from "@/components/layout/section";
import { Button, LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/use-now";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { Activity } from "@/lib/contracts/activity";
import { type ActivityEvent, byDay, dayName, filterActivity } from "@/lib/domain/activity";
import { formatNumber } from "@/lib/domain/format";
import { activityWords as words } from "@/lib/words/activity";
import { ActivityFilter } from "./activity-filter";
import { eventColumns, nowColumns } from "./event-columns";

/** What goes on now, and what happened. */
export function ActivityLists({ activity }: { readonly activity: Activity }) {
  return (
    <>
      <Now now={activity.now} />
      <Events activity={activity} />
    </>
  );
}

const keyOf = ({ object, name, at, word, detail }: ActivityEvent): string =>
  `${object} ${name} ${at} ${word} ${detail}`;

function Now({ now }: { readonly now: Activity["now"] }) {
  const target = useTarget();
  return (
    <Section
      title={words.now}
      aside={now.length > 0 ? words.nowAside(formatNumber(now.length)) : null}
    >
      {now.length === 0 ? (
        <p className="text-ink-3">{words.nowNone}</p>
      ) : (
        <DataTable
          label={words.now}
          columns={nowColumns(target)}
          rows={now}
          rowHeight={52}
          rowKey={keyOf}
        />
      )}
    </Section>
  );
}

/** Drawn at once; a reader who wants more asks for it. */
const STEP = 60;

function Events({ activity }: { readonly activity: Activity }) {
  const target = useTarget();
  const router = useRouter();
  const q = useSearchParams().get("q") ?? "";
  const [shown, setShown] = useState(STEP);
  const found = filterActivity(activity.events, q);
  return (
    <Section
      title={words.events}
      aside={words.count(
        formatNumber(Math.min(shown, found.length)),
        formatNumber(activity.events.length),
      )}
    >
      <ActivityFilter
        q={q}
        events={activity.events}
        onChange={(next) => router.replace(href.activity(target, { q: next }), { scroll: false })}
      />
      {found.length === 0 ? (
        <EmptyState
          title={words.noMatch}
          actions={<LinkButton href={href.activity(target)}>{words.clear}</LinkButton>}
        >
          {words.noMatchText}
        </EmptyState>
      ) : (
        <Days events={found.slice(0, shown)} />
      )}
      {found.length > shown ? (
        <div className="mt-3">
          <Button onClick={() => setShown(shown + STEP)}>{words.more}</Button>
        </div>
      ) : null}
      <p className="mt-3 text-ink-3 text-xs">
        {activity.denied.length > 0 ? `${words.denied(activity.denied.join(", "))} ` : null}
        {activity.cut ? `${words.cut} ` : null}
        {words.deletions}
      </p>
    </Section>
  );
}

const MINUTE_MS = 60_000;

/** A table for each day, under its name. */
function Days({ events }: { readonly events: readonly ActivityEvent[] }) {
  const columns = eventColumns(useTarget());
  const now = useNow(MINUTE_MS);
  if (now === null) return null;
  return byDay(events).map(({ start, events: ofDay }) => {
    const day = dayName(start, now);
    return (
      <div key={start} className="mt-5">
        <h3 className="text-ink-2">{day}</h3>
        <DataTable
          label={words.eventsOf(day)}
          columns={columns}
          rows={ofDay}
          rowHeight={52}
          rowKey={keyOf}
        />
      </div>
    );
  });
}
