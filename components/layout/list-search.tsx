"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import { Keycap } from "@/components/ui/keycap";
import type { ViewList } from "@/lib/contracts/views";
import { viewWords as words } from "@/lib/words/views";
import { type ListView, ListViews } from "./list-views";

const ALL: readonly ListView[] = [{ q: "", label: words.all }];

export interface ListSearchProps {
  readonly list: ViewList;
  readonly label: string;
  /** What is looked for now, as the URL says. */
  readonly value: string;
  /** The list's address when this is looked for. */
  readonly hrefOf: (text: string) => string;
}

/** Finds in a list by name, and keeps names that are looked for often; the URL says which. */
export function ListSearch({ list, label, value, hrefOf }: ListSearchProps) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // While somebody types, the URL lags behind; else a link or the way back has changed it.
    const input = field.current;
    if (input && input !== document.activeElement) input.value = value;
  }, [value]);
  return (
    <div className="mb-4 grid gap-2">
      <ListViews
        list={list}
        label={words.label}
        views={ALL}
        state={{ q: value }}
        hrefOf={({ q = "" }) => hrefOf(q)}
      />
      <search className="filter-bar max-w-md">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          defaultValue={value}
          data-search=""
          onChange={(event) => router.replace(hrefOf(event.target.value))}
        />
        <Keycap keys={["/"]} />
      </search>
    </div>
  );
}
