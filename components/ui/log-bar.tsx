"use client";
import { common } from "@/lib/words/common";
import { IconButton } from "./button";
import { Checkbox } from "./checkbox";
import { Icon } from "./icon";
import { Input, Select } from "./input";
import { Keycap } from "./keycap";
import type { LevelFilter } from "./log-model";
import type { LogSearch } from "./use-log-search";
import { LOG_KEYS } from "./widget-keys";

export interface LogBarProps {
  /** The id of the lines, which the search controls. */
  readonly listId: string;
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
  readonly search: LogSearch;
  /** The hit that was gone to, or -1. */
  readonly hitAt: number;
  readonly onHit: (backwards: boolean) => void;
  readonly count: number;
  readonly shown: number;
  readonly level: LevelFilter;
  readonly setLevel: (level: LevelFilter) => void;
  readonly time: boolean;
  readonly setTime: (on: boolean) => void;
  readonly wrap: boolean;
  readonly setWrap: (on: boolean) => void;
  readonly follow: boolean;
  readonly setFollow: (on: boolean) => void;
  readonly downloadHref?: string;
}

const LEVELS = [
  { value: "", label: common.log.allLevels },
  { value: "warnings", label: common.log.warnings },
  { value: "errors", label: common.log.errors },
];

const written = (value: number): string => value.toLocaleString("en-US");

function countWords({ search, hitAt, count, shown }: LogBarProps): string {
  if (search.compiled && !search.compiled.ok) return search.compiled.message;
  if (!search.compiled) return common.log.lines(written(shown));
  const hits = `${written(search.hits.length)}${search.isDone ? "" : "+"}`;
  return hitAt < 0
    ? common.log.matches(hits, written(count))
    : common.log.match(written(hitAt + 1), hits);
}

function SearchField(props: LogBarProps) {
  const { search, listId, pattern, onPattern, onHit } = props;
  const isBad = search.compiled !== null && !search.compiled.ok;
  return (
    <search className="search">
      <Input
        mono
        type="search"
        data-search=""
        aria-label={common.log.searchLabel}
        aria-controls={listId}
        aria-invalid={isBad}
        placeholder={common.log.search}
        autoComplete="off"
        spellCheck={false}
        value={pattern}
        onChange={(event) => onPattern(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onHit(event.shiftKey);
          if (event.key === "Escape") onPattern("");
        }}
      />
      {search.hits.length > 0 ? (
        <>
          <IconButton
            icon="chevron-down"
            size="sm"
            label={common.log.next}
            onClick={() => onHit(false)}
          />
          <IconButton
            icon="chevron-up"
            size="sm"
            label={common.log.previous}
            onClick={() => onHit(true)}
          />
        </>
      ) : null}
      {/* The number of lines ticks; only what a search found is worth reading out. */}
      <span
        className="count"
        role={pattern === "" ? undefined : "status"}
        data-error={isBad ? "" : undefined}
      >
        {countWords(props)}
      </span>
    </search>
  );
}

function Switches({ time, setTime, wrap, setWrap, follow, setFollow }: LogBarProps) {
  return (
    <>
      <span className="wide">
        <Checkbox
          label={common.log.time}
          checked={time}
          onChange={(event) => setTime(event.target.checked)}
        />
        <Checkbox
          label={common.log.wrap}
          checked={wrap}
          onChange={(event) => setWrap(event.target.checked)}
        />
      </span>
      <Checkbox
        label={
          <>
            {common.log.follow} <Keycap keys={[LOG_KEYS.follow]} />
          </>
        }
        checked={follow}
        onChange={(event) => setFollow(event.target.checked)}
      />
    </>
  );
}

/** The controls above the lines of a LogConsole. */
export function LogBar(props: LogBarProps) {
  const { level, setLevel, downloadHref } = props;
  return (
    <div className="log-bar">
      <SearchField {...props} />
      <Select
        aria-label={common.log.level}
        options={LEVELS}
        value={level}
        onChange={(event) => setLevel(event.target.value as LevelFilter)}
      />
      <Switches {...props} />
      {downloadHref ? (
        <a
          className="btn wide"
          data-variant="quiet"
          data-size="sm"
          data-icon-only=""
          href={downloadHref}
          download
          aria-label={common.log.download}
          title={common.log.download}
        >
          <Icon name="download" />
        </a>
      ) : null}
    </div>
  );
}
