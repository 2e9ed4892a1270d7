"use client";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { common } from "@/lib/words/common";
import { type Find, type LogLine, type LogMark, rowOfNumber } from "./log-model";
import { LogRow } from "./log-row";
import { rowsAt, scrollMap, scrollTopOf } from "./scroll-map";
import { useAnchor } from "./use-anchor";
import { useNewLines } from "./use-new-lines";
import { isLetter, LOG_KEYS } from "./widget-keys";

const ROW = 20;
const OVERSCAN = 12;

export interface LogLinesHandle {
  /** The place of the active line in the whole log; -1 before one was chosen. */
  readonly activePlace: () => number;
  /** Brings a line of the whole log into the middle and makes it the active one. */
  readonly showPlace: (place: number) => void;
}

export interface LogLinesProps {
  readonly ref?: Ref<LogLinesHandle>;
  readonly id: string;
  readonly lines: readonly LogLine[];
  /** How many lines are shown. */
  readonly count: number;
  /** Which lines are shown, or null for all. */
  readonly places: readonly number[] | null;
  readonly marks: (text: string) => readonly LogMark[];
  readonly find: Find | null;
  readonly height: number;
  readonly follow: boolean;
  readonly onFollow: (on: boolean) => void;
  readonly onHit: (backwards: boolean) => void;
  readonly onCopy: (line: number) => void;
  readonly at?: number;
  readonly root?: number;
}

/** The scrolled lines of a LogConsole: only those in sight are drawn. */
export function LogLines(props: LogLinesProps) {
  const { ref, id, lines, count, places, height, follow, at } = props;
  const box = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const map = scrollMap(count, ROW, height);
  const window = rowsAt(map, scrollTop, OVERSCAN);
  const announced = useNewLines(count, follow);
  const { placeAt, lineAt, rowOf, active, setActive } = useRows(lines, places);

  const show = (row: number) => {
    setActive(row);
    if (box.current) box.current.scrollTop = scrollTopOf(map, row);
  };
  const latestShow = useLatest(show);
  useImperativeHandle(ref, () => ({
    activePlace: () => (active < 0 ? -1 : placeAt(active)),
    // A place that a level hides is shown once the level is lifted, by the next frame.
    showPlace: (place) => requestAnimationFrame(() => latestShow.current(place)),
  }));
  useLayoutEffect(() => {
    if (follow && box.current) box.current.scrollTop = map.height;
  }, [follow, map.height]);
  useAnchor(box, lines, map, { lineAt, rowOf, follow });
  const linked = at === undefined ? -1 : rowOf(at);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the linked line is shown once, when it has come
  useEffect(() => {
    if (linked >= 0) show(linked);
  }, [at, linked >= 0]);

  const move = (row: number) => {
    const to = Math.min(count - 1, Math.max(0, row));
    setActive(to);
    if (to < count - 1) props.onFollow(false);
    const isSeen = to > window.first + OVERSCAN && to < window.end - OVERSCAN - 2;
    if (!isSeen && box.current) box.current.scrollTop = scrollTopOf(map, to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(event.key, active < 0 ? window.first : active, count, height);
    if (to !== null) move(to);
    else if (!didLetter(event, props, lineAt(active)?.number)) return;
    event.preventDefault();
  };
  const onScroll = (top: number) => {
    setScrollTop(top);
    // Scrolling up by hand ends following; reaching the end does not begin it.
    if (follow && top < map.height - height - ROW * 2) props.onFollow(false);
  };
  const shown = Array.from({ length: window.end - window.first }, (_, row) => window.first + row);
  return (
    <>
      <div
        ref={box}
        id={id}
        className="log-lines"
        role="listbox"
        aria-label={common.log.name}
        aria-description={common.log.keys}
        aria-activedescendant={
          active >= window.first && active < window.end ? `${id}-${active}` : undefined
        }
        tabIndex={0}
        style={{ height: Math.min(height, Math.max(ROW * 3, map.height + 16)) }}
        onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
        onClick={(event) => copyClicked(event, props.onCopy)}
      >
        <div style={{ height: map.height }} role="none">
          <Window atEnd={window.atEnd && map.height > height} top={window.top} total={map.height}>
            {shown.map((row) => (
              <Row
                key={placeAt(row)}
                {...props}
                row={row}
                line={lineAt(row)}
                isActive={row === active}
              />
            ))}
          </Window>
        </div>
      </div>
      <div className="sr-only" role="status">
        {announced}
      </div>
    </>
  );
}

/** Which line stands in which row, and the row of the active line; -1 before one was chosen. */
function useRows(lines: readonly LogLine[], places: readonly number[] | null) {
  // By its number: its row is another one when earlier lines come.
  const [number, setNumber] = useState(0);
  const placeAt = (row: number) => (places ? (places[row] ?? -1) : row);
  const lineAt = (row: number): LogLine | undefined => lines[placeAt(row)];
  const rowOf = (wanted: number) => rowOfNumber(lines, places, wanted);
  const active = number === 0 ? -1 : rowOf(number);
  const setActive = (row: number) => setNumber(lineAt(row)?.number ?? 0);
  return { placeAt, lineAt, rowOf, active, setActive };
}

/** The newest of something, for what runs after the next drawing. */
function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

/** F, N, Shift N and Y; false when the key is none of them. */
function didLetter(event: KeyboardEvent, props: LogLinesProps, line: number | undefined): boolean {
  if (isLetter(event, LOG_KEYS.follow)) props.onFollow(!props.follow);
  else if (isLetter(event, LOG_KEYS.match)) props.onHit(event.shiftKey);
  else if (isLetter(event, LOG_KEYS.copyLine)) props.onCopy(Math.max(1, line ?? 1));
  else return false;
  return true;
}

function copyClicked(event: MouseEvent, onCopy: (line: number) => void): void {
  const number = (event.target as HTMLElement).closest<HTMLElement>("[data-line]");
  if (number) onCopy(Number(number.dataset["line"]));
}

interface RowProps extends LogLinesProps {
  readonly row: number;
  readonly line: LogLine | undefined;
  readonly isActive: boolean;
}

function Row({ id, row, line, count, marks, find, at, root, isActive }: RowProps) {
  if (!line) return null;
  return (
    <LogRow
      id={`${id}-${row}`}
      line={line}
      place={row}
      total={count}
      marks={marks}
      find={find}
      isActive={isActive}
      isAt={line.number === at}
      isRoot={line.number === root}
      copyLabel={common.log.copyLine(line.number.toLocaleString("en-US"))}
    />
  );
}

interface WindowProps {
  readonly atEnd: boolean;
  readonly top: number;
  readonly total: number;
  readonly children: ReactNode;
}

/** At the end the last line stands at the lower edge, however high wrapped lines are. */
function Window({ atEnd, top, total, children }: WindowProps) {
  const place = atEnd ? { bottom: `calc(100% - ${total}px)`, top: "auto" } : { top };
  return (
    <div className="log-window" role="none" style={place}>
      {children}
    </div>
  );
}

/** The row that a key leads to, or null when it does not move. */
function moved(key: string, from: number, count: number, height: number): number | null {
  const page = Math.max(1, Math.floor(height / ROW) - 1);
  const to: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  return to[key] ?? null;
}
