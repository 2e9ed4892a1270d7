import type { Point } from "./chart-types";

function pushExtremes(bucket: readonly Point[], into: Point[]): void {
  let low = bucket[0];
  let high = bucket[0];
  if (!low || !high) return;
  for (const point of bucket) {
    if (point[1] < low[1]) low = point;
    if (point[1] > high[1]) high = point;
  }
  if (low === high) into.push(low);
  else if (low[0] <= high[0]) into.push(low, high);
  else into.push(high, low);
}

/**
 * At most about `limit` points of a line: the first, the last, and the lowest and highest of each
 * stretch, so that no peak disappears.
 */
export function minMaxPoints(points: readonly Point[], limit: number): readonly Point[] {
  if (points.length <= limit || limit < 4) return points;
  const kept: Point[] = [];
  const first = points[0];
  const last = points.at(-1);
  const buckets = Math.floor((limit - 2) / 2);
  const size = (points.length - 2) / buckets;
  if (first) kept.push(first);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = 1 + Math.floor(bucket * size);
    const to = 1 + Math.floor((bucket + 1) * size);
    pushExtremes(points.slice(from, to), kept);
  }
  if (last) kept.push(last);
  return kept;
}

/** At most `limit` items, evenly spread over the list. */
export function evenly<T>(items: readonly T[], limit: number): readonly T[] {
  if (items.length <= limit) return items;
  const step = items.length / limit;
  return Array.from({ length: limit }, (_, at) => items[Math.floor(at * step)] as T);
}
