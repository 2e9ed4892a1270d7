"use client";
import { type ReactNode, useId, useMemo, useRef, useState } from "react";
import { common } from "@/lib/words/common";
import { copyText } from "./copy-button";
import { LogBar } from "./log-bar";
import { LogLines, type LogLinesHandle } from "./log-lines";
import {
  type CompiledSearch,
  type LevelFilter,
  type LogLine,
  type LogMark,
  nextHit,
  placesOfLevel,
} from "./log-model";
import { useToast } from "./toast";
import { useLogSearch } from "./use-log-search";

export interface LogConsoleProps {
  /** All lines so far; the same array may grow. */
  readonly lines: readonly LogLine[];
  /** How many of them there are, which tells that the array grew. */
  readonly count: number;
  /** Makes a search of what was typed; RE2, so that no pattern can stall the page. */
  readonly compile: (pattern: string) => CompiledSearch;
  /** What metric definitions captured in a line; asked only for lines in sight. */
  readonly marks?: (text: string) => readonly LogMark[];
  /** The address of this page with a line in it: what Y and a click on a number copy. */
  readonly lineHref?: (line: number) => string;
  /** The number of the line a link led to. */
  readonly at?: number;
  /** The number of the line that explains a failure. */
  readonly root?: number;
  /** The search as it stands in the URL. */
  readonly pattern?: string;
  readonly onPattern?: (pattern: string) => void;
  /** Where the whole log can be had. */
  readonly downloadHref?: string;
  /** Of the lines in px. */
  readonly height?: number;
  /** In place of the lines while there are none. */
  readonly empty?: ReactNode;
  /** Begins at its last lines and stays there while more come: follow is switched on. */
  readonly follows?: boolean;
}

const NO_MARKS = () => [];

/** A level's lines, found once and added to as the log grows. */
function usePlaces(lines: readonly LogLine[], count: number, level: LevelFilter) {
  const known = useRef<{ level: LevelFilter; lines: unknown; upTo: number; places: number[] }>(
    null,
  );
  return useMemo(() => {
    if (level === "") return null;
    const last = known.current;
    const goesOn = last && last.level === level && last.lines === lines && last.upTo <= count;
    const places = goesOn
      ? [...last.places, ...placesOfLevel(lines, level, last.upTo)]
      : placesOfLevel(lines, level, 0);
    known.current = { level, lines, upTo: count, places };
    return places;
  }, [lines, count, level]);
}

/** Time, wrap and follow as they are switched now. */
function useLogView(follows: boolean, at: number | undefined) {
  const [level, setLevel] = useState<LevelFilter>("");
  const [time, setTime] = useState(true);
  const [wrap, setWrap] = useState(false);
  const [follow, setFollow] = useState(follows && at === undefined);
  return { level, setLevel, time, setTime, wrap, setWrap, follow, setFollow };
}

/** The search that the page keeps in the URL, or that the console keeps itself. */
function usePattern({ pattern = "", onPattern }: LogConsoleProps) {
  const [own, setOwn] = useState("");
  return onPattern ? ([pattern, onPattern] as const) : ([own, setOwn] as const);
}

function useLineLink(lineHref: LogConsoleProps["lineHref"]) {
  const toast = useToast();
  return async (line: number) => {
    if (!lineHref) return;
    const ok = await copyText(new URL(lineHref(line), location.href).href);
    toast(
      ok
        ? { text: common.log.lineCopied(line.toLocaleString("en-US")) }
        : { text: common.copyFailed, kind: "failed" },
    );
  };
}

const DIGIT_PX = 7.3;
const FEWEST_DIGITS = 5;

/** The column of line numbers is as wide as the largest. */
const numberWidth = (last: LogLine | undefined): number =>
  Math.max(FEWEST_DIGITS, String(last?.number ?? 0).length) * DIGIT_PX + 16;

function NoLines({ count, empty }: { readonly count: number; readonly empty: ReactNode }) {
  return (
    <div className="log-empty">
      {count > 0 ? common.log.noneOfLevel : (empty ?? common.log.empty)}
    </div>
  );
}

/**
 * A log of up to millions of lines as one widget: search, level, time, wrap, follow, marks of
 * metric captures, links to lines. Arrow keys move by line; F, N, Shift N and Y as in the sheet.
 */
export function LogConsole(props: LogConsoleProps) {
  const { lines, count, compile, at, root } = props;
  const id = useId();
  const list = useRef<LogLinesHandle>(null);
  const view = useLogView(props.follows ?? false, at);
  const [pattern, setPattern] = usePattern(props);
  const search = useLogSearch(lines, count, pattern, compile);
  const places = usePlaces(lines, count, view.level);
  const [hitAt, setHitAt] = useState(-1);
  const copyLine = useLineLink(props.lineHref);
  const goToHit = (backwards: boolean) => {
    const from = list.current?.activePlace() ?? -1;
    const index = nextHit(search.hits, from, backwards);
    const place = search.hits[index];
    if (place === undefined) return;
    setHitAt(index);
    view.setFollow(false);
    if (view.level !== "") view.setLevel("");
    list.current?.showPlace(place);
  };
  const shown = places?.length ?? count;
  return (
    <div
      className="well log-console"
      data-no-time={view.time ? undefined : ""}
      data-wrap={view.wrap ? "" : undefined}
      style={{ "--log-numbers": `${numberWidth(lines[count - 1])}px` }}
    >
      <LogBar
        {...view}
        listId={id}
        pattern={pattern}
        onPattern={(next) => {
          setHitAt(-1);
          setPattern(next);
        }}
        search={search}
        hitAt={hitAt}
        count={count}
        shown={shown}
        onHit={goToHit}
        {...(props.downloadHref ? { downloadHref: props.downloadHref } : {})}
      />
      {shown === 0 ? <NoLines count={count} empty={props.empty} /> : null}
      <LogLines
        ref={list}
        id={id}
        lines={lines}
        count={shown}
        places={places}
        marks={props.marks ?? NO_MARKS}
        find={search.compiled?.ok ? search.compiled.find : null}
        height={shown === 0 ? 0 : (props.height ?? 262)}
        follow={view.follow}
        onFollow={view.setFollow}
        onHit={goToHit}
        onCopy={(line) => void copyLine(line)}
        {...(at === undefined ? {} : { at })}
        {...(root === undefined ? {} : { root })}
      />
    </div>
  );
}
