"use client";
import { ListFilter } from "@/components/layout/list-filter";
import type { FilterOption } from "@/components/ui/filter-bar";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import {
  ACTIVITY_FIELDS,
  ACTIVITY_OBJECTS,
  type ActivityEvent,
  readActivityToken,
} from "@/lib/domain/activity";
import { activityWords as words } from "@/lib/words/activity";

const VIEWS = [
  { q: "", label: words.views.all },
  { q: "status:Failed", label: words.views.failed },
  { q: "object:endpoint", label: words.views.endpoints },
];

/** What a half typed word may become: a field, or a value that is there. */
function completions(word: string, events: readonly ActivityEvent[]): readonly FilterOption[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    object: ACTIVITY_OBJECTS,
    status: [...new Set(events.map((event) => event.word))].sort(),
    since: [...new Set(events.map(({ at }) => at.slice(0, 10)))].slice(0, 7),
  };
  const [field = ""] = word.split(":");
  const known = word.includes(":") ? values[field] : undefined;
  if (known) return known.map((value) => ({ text: `${field}:${value}` }));
  return ACTIVITY_FIELDS.map((name) => ({
    text: `${name}:`,
    detail: words.fields[name],
    isOpen: true,
  }));
}

export interface ActivityFilterProps {
  readonly q: string;
  readonly events: readonly ActivityEvent[];
  readonly onChange: (q: string) => void;
}

/** Finds events by name, object, state and day; all of it stands in the URL. */
export function ActivityFilter({ q, events, onChange }: ActivityFilterProps) {
  const target = useTarget();
  return (
    <ListFilter
      views={{
        list: "activity",
        label: words.views.label,
        views: VIEWS,
        state: { q },
        hrefOf: (state) => href.activity(target, state),
      }}
      label={words.filter}
      placeholder={words.filterHint}
      value={q}
      onChange={onChange}
      read={readActivityToken}
      complete={(word) => completions(word, events)}
    />
  );
}
