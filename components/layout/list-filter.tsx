"use client";
import { FilterBar, type FilterBarProps } from "@/components/ui/filter-bar";
import { ListViews, type ListViewsProps } from "./list-views";

export interface ListFilterProps extends FilterBarProps {
  readonly views: ListViewsProps;
}

/** The head of a list: its views, and the filter; all of it stands in the URL. */
export function ListFilter({ views, ...filter }: ListFilterProps) {
  return (
    <div className="mb-4 grid gap-2">
      <ListViews {...views} />
      <FilterBar {...filter} />
    </div>
  );
}
