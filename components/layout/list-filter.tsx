"use client";
import { FilterBar, type FilterBarProps } from "@/components/ui/filter-bar";
import { Tabs } from "@/components/ui/tabs";

/** A filter that is worth a name. */
export interface ListView {
  readonly q: string;
  readonly label: string;
}

export interface ListFilterProps extends FilterBarProps {
  readonly viewsLabel: string;
  readonly views: readonly ListView[];
  /** The list's address under a filter. */
  readonly hrefOf: (q: string) => string;
}

/** The head of a list: its views, and the filter; all of it stands in the URL. */
export function ListFilter({ viewsLabel, views, hrefOf, ...filter }: ListFilterProps) {
  return (
    <div className="mb-4 grid gap-2">
      <Tabs
        quiet
        label={viewsLabel}
        current={filter.value}
        tabs={views.map(({ q, label }) => ({ id: q, label, href: hrefOf(q) }))}
      />
      <FilterBar {...filter} />
    </div>
  );
}
