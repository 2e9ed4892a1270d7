import Link from "next/link";
import { Since } from "@/components/layout/since";
import type { Column } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import { href } from "@/lib/client/href";
import type { ActivityEvent } from "@/lib/domain/activity";
import { formatClock } from "@/lib/domain/format";
import { activityWords as words } from "@/lib/words/activity";

/** Where an event's object has a page. */
function hrefOf(target: string, { object, name, run, about }: ActivityEvent): string | null {
  const kind = about ?? object;
  if (kind === "job" || kind === "training-job") return href.trainingJob(target, name);
  if (kind === "endpoint") return href.endpoint(target, name);
  if (kind === "image") return href.image(target, name);
  if (kind === "dataset") return href.dataset(target, name);
  return run === null ? null : href.score(target, { endpoint: name, mode: "history", run });
}

function What({ target, event }: { readonly target: string; readonly event: ActivityEvent }) {
  const to = hrefOf(target, event);
  return (
    // One part: a card lays out several side by side.
    <div className="min-w-0">
      {words.objects[event.object]} {event.about ? `${words.about[event.about]} ` : null}
      {to === null ? (
        <code>{event.name}</code>
      ) : (
        <Link className="text-link" href={to}>
          {event.name}
        </Link>
      )}{" "}
      {words.became[event.word] ?? words.cameTo(event.word)}
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

const by: Column<ActivityEvent> = {
  id: "by",
  head: words.columns.by,
  width: "16%",
  cardLabel: words.columns.by,
  cell: (event) => event.by,
};

/** What happened on one day, newest first. */
export const eventColumns = (target: string): readonly Column<ActivityEvent>[] => [
  {
    id: "when",
    head: words.columns.when,
    width: "9%",
    cell: ({ at }) => <time dateTime={at}>{formatClock(at)}</time>,
  },
  state,
  what(target),
  by,
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
