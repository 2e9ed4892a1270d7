import type { ObjectTable, StoredObject } from "./object-table.ts";
import { compareKeys } from "./objects.ts";

export interface ListingQuery {
  readonly prefix: string;
  /** Keys that share what comes before the next delimiter count as one. */
  readonly delimiter: string | undefined;
  /** The key or common prefix after which the page starts. */
  readonly after: string | undefined;
  /** Keys and common prefixes together. */
  readonly limit: number;
}

export interface Listing {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of this page, when there is more. */
  readonly next?: string;
}

/** Above every character that can follow in a key. */
const LAST_CHARACTER = "\u{10ffff}";

/** One page of a bucket as ListObjects shows it: keys in byte order, rolled up at the delimiter. */
export function listPage(table: ObjectTable, bucket: string, query: ListingQuery): Listing {
  const page = createPage(query);
  if (query.limit === 0) return page.result();
  let position: Position | undefined = startOf(query);
  while (position) position = page.add(table.scan(bucket, position.from, position.exclusive));
  return page.result();
}

interface Position {
  readonly from: string;
  readonly exclusive: boolean;
}

function startOf({ prefix, after }: ListingQuery): Position {
  return after !== undefined && compareKeys(after, prefix) >= 0
    ? { from: after, exclusive: true }
    : { from: prefix, exclusive: false };
}

function createPage(query: ListingQuery) {
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let next: string | undefined;

  const isFull = () => objects.length + commonPrefixes.length >= query.limit;
  /** Adds one key; false when the page was full before it. */
  const addKey = (object: StoredObject, rolled: string | undefined): boolean => {
    if (rolled !== undefined && isBefore(rolled, query.after)) return true;
    if (isFull()) {
      if (last !== undefined) next = last;
      return false;
    }
    last = rolled ?? object.key;
    if (rolled === undefined) objects.push(object);
    else commonPrefixes.push(rolled);
    return true;
  };

  return {
    /** Where to go on behind a common prefix; undefined when the page or the bucket is at its end. */
    add(found: Iterable<StoredObject>): Position | undefined {
      for (const object of found) {
        if (!object.key.startsWith(query.prefix)) return undefined;
        const rolled = commonPrefix(object.key, query);
        if (!addKey(object, rolled)) return undefined;
        if (rolled !== undefined) return { from: rolled + LAST_CHARACTER, exclusive: true };
      }
      return undefined;
    },
    result: (): Listing => ({
      objects,
      commonPrefixes,
      ...(next === undefined ? {} : { next }),
    }),
  };
}

function isBefore(rolled: string, after: string | undefined): boolean {
  return after !== undefined && compareKeys(rolled, after) <= 0;
}

function commonPrefix(key: string, { prefix, delimiter }: ListingQuery): string | undefined {
  if (!delimiter) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
