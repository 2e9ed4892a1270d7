"use client";
import { useQuery } from "@tanstack/react-query";
import { lazily } from "@/components/ui/lazily";
import { Tabs } from "@/components/ui/tabs";
import { useTarget } from "@/lib/client/target-context";
import { viewsQuery } from "@/lib/client/views";
import type { ViewList } from "@/lib/contracts/views";
import { viewWords as words } from "@/lib/words/views";
import { useTargetProblem } from "./target-problem";

const ViewActions = lazily(() => import("./view-actions").then((module) => module.ViewActions), {
  when: "now",
});

/** What a list shows, as its query string says: filter, order and what else there is. */
export type ListState = Readonly<Record<string, string | undefined>>;

/** A filter that is worth a name; it leaves the order as it is. */
export interface ListView {
  readonly q: string;
  readonly label: string;
}

export interface ListViewsProps {
  readonly list: ViewList;
  readonly label: string;
  /** Those that are always there, "All" first. */
  readonly views: readonly ListView[];
  readonly state: ListState;
  /** The list's address in a state. */
  readonly hrefOf: (state: ListState) => string;
}

/** The same state always gives the same text, whatever the order it was put together in. */
function queryOf(state: ListState): string {
  const set = Object.entries(state).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(set.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}

const stateOf = (query: string): ListState => Object.fromEntries(new URLSearchParams(query));

/** The views of a list as links, saved ones among them, and the way to save what is shown. */
export function ListViews({ list, label, views, state, hrefOf }: ListViewsProps) {
  const { data, error } = useQuery(viewsQuery(useTarget(), list));
  const isSaid = useTargetProblem() !== null;
  const saved = data?.views ?? [];
  const query = queryOf(state);
  const current = saved.find((view) => queryOf(stateOf(view.query)) === query);
  const builtIn = views.find(({ q }) => q === (state["q"] ?? ""));
  const isPlain = builtIn !== undefined && queryOf({ q: builtIn.q }) === query;
  // "All" alone is no choice.
  if (views.length + saved.length === 1 && isPlain && !error) return null;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <Tabs
        quiet
        label={label}
        current={current?.id ?? builtIn?.q ?? "other"}
        tabs={[
          ...views.map(({ q, label: text }) => ({
            id: q,
            label: text,
            href: hrefOf({ ...state, q }),
          })),
          ...saved.map((view) => ({
            id: view.id,
            label: view.name,
            href: hrefOf(stateOf(view.query)),
          })),
        ]}
      />
      {data ? (
        <ViewActions list={list} query={query} current={current ?? null} isPlain={isPlain} />
      ) : null}
      {error && !isSaid ? (
        <small className="text-warn">
          {words.failed}: {error.message}
        </small>
      ) : null}
    </div>
  );
}
