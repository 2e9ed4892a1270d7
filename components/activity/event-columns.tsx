import Link from "next/link";
import { Age } from "@/components/layout/age";
import { Since } from "@/components/layout/since";
import type { Column } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import type { ActivityEvent } from "@/lib/domain/activity";
import { activityWords as words } from "@/lib/words/activity";

/** Where an event's object has a page. */
function hrefOf(target: string, { object, name, run }: ActivityEvent): string | null {
  if (object === "job") return href.trainingJob(target, name);
  if (object === "endpoint") return href.endpoint(target, name);
  if (object === "image") return href.image(target, name);
  if (object === "dataset") return href.dataset(target, name);
  return run === null ? null : href.score(target, { endpoint: name, mode: "history", run });
}

function What({ target, event }: { readonly target: string; readonly event: ActivityEvent }) {
  const to = hrefOf(target, event);
  return (
    // One part: a card lays out several side by side.
    <div className="min-w-0">
      {words.objects[event.object]}{" "}
      {to === null ? (
        <code>{event.name}</code>
      ) : (
        <Link className="text-link" href={to}>
          {event.name}
        </Link>
      )}
      {event.detail ? <small className="block wrap-anywhere">{event.detail}</small> : null}
    </div>
  );
}

const state: Column<ActivityEvent> = {
  id: "state",
  head: words.columns.state,
  width: "16%",
  card: "state",
  cell: ({ kind, word }) => <StatusLabel kind={kind}>{word}</StatusLabel>,
};

const what = (target: string): Column<ActivityEvent> => ({
  id: "what",
  head: words.columns.what,
  wrap: true,
  card: "title",
  cell: (event) => <What target={target} event={event} />,
});

/** What happened, newest first. */
export const eventColumns = (target: string): readonly Column<ActivityEvent>[] => [
  {
    id: "when",
    head: words.columns.when,
    width: "16%",
    card: "full",
    cell: ({ at }) => <Age time={at} />,
  },
  state,
  what(target),
];

/** What moves by itself, and for how long it has. */
export const nowColumns = (target: string): readonly Column<ActivityEvent>[] => [
  state,
  what(target),
  {
    id: "since",
    head: words.columns.since,
    align: "end",
    cardLabel: words.columns.since,
    cell: ({ at }) => <Since time={at} />,
  },
];
