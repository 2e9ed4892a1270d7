import type {
  LinesEvent,
  LogLine,
  LogPosition,
  PointsEvent,
  TopicEvent,
} from "@/lib/contracts/live";
import { type MetricPoint, thinPoints } from "@/lib/domain/metric-points";

/** Lines kept for whoever joins later; older ones are asked for by page. */
const KEPT_LINES = 5000;
const SLACK_LINES = 1000;
const KEPT_POINTS = 40_000;

interface StreamWindow {
  from: number;
  lines: LogLine[];
  total: number;
  points: MetricPoint[];
  /** Values of all lines before this one are here. */
  pointsUpTo: number;
}

/**
 * What a later reader of the same log needs, and where the next connection has to go on. Events
 * that say what is here already are cut down to what is new.
 */
export class LogWindow {
  readonly #topic: string;
  readonly #streams = new Map<string, StreamWindow>();

  constructor(topic: string) {
    this.#topic = topic;
  }

  /** Where each stream goes on. */
  get position(): LogPosition {
    const position: LogPosition = {};
    for (const [name, { from, lines, pointsUpTo }] of this.#streams) {
      position[name] = { line: from + lines.length, point: pointsUpTo };
    }
    return position;
  }

  /** The event's new part, or null when all of it was here. */
  takePoints(event: PointsEvent): PointsEvent | null {
    const stream = this.#stream(event.stream, event.upTo);
    const points = event.points.filter(({ line }) => line >= stream.pointsUpTo);
    if (event.upTo <= stream.pointsUpTo) return null;
    this.#addPoints(stream, points, event.upTo);
    return { ...event, points };
  }

  /** The event's new part, or null when all of it was here. */
  takeLines(event: LinesEvent): LinesEvent | null {
    const stream = this.#stream(event.stream, event.from);
    if (stream.lines.length === 0) stream.from = event.from;
    const next = stream.from + stream.lines.length;
    const skip = Math.max(0, next - event.from);
    if (skip >= event.lines.length) return null;
    const from = event.from + skip;
    // A hole is never papered over: the window begins anew behind it.
    if (from > next) Object.assign(stream, { from, lines: [] });
    const fresh = event.lines.slice(skip);
    const points = event.points.filter(({ line }) => line >= stream.pointsUpTo);
    stream.lines.push(...fresh);
    stream.total = Math.max(stream.total, event.total);
    this.#addPoints(stream, points, event.from + event.lines.length);
    trim(stream);
    return { ...event, from, lines: fresh, points };
  }

  /** Events that bring a newcomer to where this window is. */
  replay(): TopicEvent[] {
    return [...this.#streams].flatMap(([stream, { from, lines, total, points, pointsUpTo }]) => [
      {
        kind: "points",
        topic: this.#topic,
        stream,
        points: [...points],
        upTo: pointsUpTo,
      } as const,
      {
        kind: "lines",
        topic: this.#topic,
        stream,
        from,
        lines: [...lines],
        total,
        points: [],
      } as const,
    ]);
  }

  #stream(name: string, from: number): StreamWindow {
    const known = this.#streams.get(name);
    if (known) return known;
    const made: StreamWindow = { from, lines: [], total: 0, points: [], pointsUpTo: 0 };
    this.#streams.set(name, made);
    return made;
  }

  #addPoints(stream: StreamWindow, points: readonly MetricPoint[], upTo: number): void {
    stream.points.push(...points);
    stream.pointsUpTo = Math.max(stream.pointsUpTo, upTo);
    if (stream.points.length > KEPT_POINTS) stream.points = thinPoints(stream.points);
  }
}

function trim(stream: StreamWindow): void {
  if (stream.lines.length <= KEPT_LINES + SLACK_LINES) return;
  const drop = stream.lines.length - KEPT_LINES;
  stream.lines = stream.lines.slice(drop);
  stream.from += drop;
}
