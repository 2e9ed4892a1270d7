import { activityWords as words } from "@/lib/words/activity";
import { formatDay } from "./format";
import type { StateKind } from "./states";

/** What an event happened to; the words of the filter `object:`. */
export const ACTIVITY_OBJECTS = [
  "job",
  "endpoint",
  "model",
  "config",
  "image",
  "dataset",
  "run",
  "note",
] as const;
export type ActivityObject = (typeof ACTIVITY_OBJECTS)[number];

/** Something that happened in a target, as AWS's own lists tell it. */
export interface ActivityEvent {
  readonly object: ActivityObject;
  readonly name: string;
  /** ISO-8601 UTC. */
  readonly at: string;
  /** AWS's word for the state it came to, or ours for what has none. */
  readonly word: string;
  readonly kind: StateKind;
  /** One line more, or null. */
  readonly detail: string | null;
  /** Of a scoring run: its id. */
  readonly run: string | null;
  /** Of a note: what it is about. */
  readonly about: NotedKind | null;
  /** Who did it, where that is known: AWS's lists do not say who called. */
  readonly by: string | null;
}

/** What a note can be about. */
export const NOTED_KINDS = ["training-job", "dataset", "endpoint", "image"] as const;
export type NotedKind = (typeof NOTED_KINDS)[number];

/** Tags by which teams say whose something is, the plainest first. */
const OWNER_TAGS = ["created-by", "createdby", "owner", "user"];

/** Who a job's tags say it is of, whatever their letter case; null where none does. */
export function ownerOf(tags: Readonly<Record<string, string>>): string | null {
  const known = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
  const tag = OWNER_TAGS.find((key) => known.get(key));
  return (tag && known.get(tag)) ?? null;
}

/** One day of the reader's own zone, with what happened in it. */
export interface ActivityDay {
  /** Midnight, milliseconds since 1970. */
  readonly start: number;
  readonly events: readonly ActivityEvent[];
}

const midnight = (time: string | number): number => new Date(time).setHours(0, 0, 0, 0);

/** Events in their order, parted where another day begins. */
export function byDay(events: readonly ActivityEvent[]): ActivityDay[] {
  const days = new Map<number, ActivityEvent[]>();
  for (const event of events) {
    const start = midnight(event.at);
    days.set(start, [...(days.get(start) ?? []), event]);
  }
  return [...days].map(([start, ofDay]) => ({ start, events: ofDay }));
}

/** `Today, 21 Nov`, `Yesterday, 20 Nov`, `19 Nov`, with the year when it is another one. */
export function dayName(start: number, now: number): string {
  const today = midnight(now);
  const date = formatDay(start, now);
  if (start === today) return words.today(date);
  return start === midnight(today - 1) ? words.yesterday(date) : date;
}

/** One filter of the activity's query. */
export interface ActivityToken {
  readonly text: string;
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  readonly problem: string | null;
}

export const ACTIVITY_FIELDS = ["object", "status", "since"] as const;
type Field = (typeof ACTIVITY_FIELDS)[number];

const FIELD = new RegExp(`^(${ACTIVITY_FIELDS.join("|")}):(.*)$`);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const PROBLEMS: Record<Field, (value: string) => string | null> = {
  object: (value) =>
    (ACTIVITY_OBJECTS as readonly string[]).includes(value)
      ? null
      : words.noObject(value, ACTIVITY_OBJECTS),
  status: (value) => (value === "" ? words.noValue("status") : null),
  since: (value) =>
    DAY.test(value) && !Number.isNaN(Date.parse(value)) ? null : words.noDay(value),
};

/** What a word of a query filters by, or null for a part of a name. */
export function readActivityToken(text: string): ActivityToken | null {
  const [, field, value = ""] = FIELD.exec(text) ?? [];
  if (field === undefined) return null;
  return { text, field, operator: ":", value, problem: PROBLEMS[field as Field](value) };
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function fits(event: ActivityEvent, { field, value }: ActivityToken): boolean {
  if (field === "object") return event.object === value;
  if (field === "status") return same(event.word, value);
  // A day begins at midnight where the reader is.
  return Date.parse(event.at) >= new Date(`${value}T00:00`).getTime();
}

/**
 * Events that fit `object:endpoint status:Failed since:2026-11-19 shop`: every filter, and every
 * other word in the name or the line below it. A filter that cannot be read filters nothing.
 */
export function filterActivity(events: readonly ActivityEvent[], query: string): ActivityEvent[] {
  const parts = query.split(/\s+/).filter((part) => part !== "");
  const tokens = parts.flatMap((part) => readActivityToken(part) ?? []);
  const sound = tokens.filter(({ problem }) => problem === null);
  const texts = parts.filter((part) => readActivityToken(part) === null);
  return events.filter((event) => {
    const line = `${event.name} ${event.detail ?? ""} ${event.by ?? ""}`.toLowerCase();
    return (
      sound.every((token) => fits(event, token)) &&
      texts.every((text) => line.includes(text.toLowerCase()))
    );
  });
}
