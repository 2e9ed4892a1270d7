"use client";
import { FilterBar, type FilterOption } from "@/components/ui/filter-bar";
import { Tabs } from "@/components/ui/tabs";
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
  { id: "all", q: "", label: words.views.all },
  { id: "failed", q: "status:Failed", label: words.views.failed },
  { id: "endpoints", q: "object:endpoint", label: words.views.endpoints },
] as const;

/** What a half typed word may become: a field, or a value that is there. */
function completions(word: string, events: readonly ActivityEvent[]): readonly FilterOption[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    object: ACTIVITY_OBJECTS,
    status: [...new Set(events.map((event) => event.word))].sort(),
    since: [...new Set(events.map(({ at }) => at.slice(0, 10)))].slice(0, 7),
  };
  const [field = ""] = word.split(":");
  const known = word.includes(":") ? values[field] : undefined;
  const all: readonly FilterOption[] = known
    ? known.map((value) => ({ text: `${field}:${value}` }))
    : ACTIVITY_FIELDS.map((name) => ({
        text: `${name}:`,
        detail: words.fields[name],
        isOpen: true,
      }));
  const wanted = word.toLowerCase();
  return all.filter(({ text }) => text.toLowerCase().includes(wanted) && text !== word);
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
    <div className="mb-4 grid gap-2">
      <Tabs
        quiet
        label={words.views.label}
        current={VIEWS.find((view) => view.q === q)?.id ?? ""}
        tabs={VIEWS.map((view) => ({
          id: view.id,
          label: view.label,
          href: href.activity(target, { q: view.q }),
        }))}
      />
      <FilterBar
        label={words.filter}
        placeholder={words.filterHint}
        value={q}
        onChange={onChange}
        read={readActivityToken}
        complete={(word) => completions(word, events)}
      />
    </div>
  );
}
