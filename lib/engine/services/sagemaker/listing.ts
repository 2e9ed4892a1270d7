import type {
  Found,
  PagePosition,
  Resource,
  ResourceQuery,
  ResourceStore,
  SortKey,
} from "../../state/resource-store.ts";
import { invalid } from "./faults.ts";

const DEFAULT_PAGE = 10;

/** What List requests have in common, whatever they list. */
export interface ListRequest {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
  NameContains?: string | undefined;
  CreationTimeAfter?: Date | undefined;
  CreationTimeBefore?: Date | undefined;
  LastModifiedTimeAfter?: Date | undefined;
  LastModifiedTimeBefore?: Date | undefined;
  StatusEquals?: string | undefined;
  SortBy?: string | undefined;
  SortOrder?: string | undefined;
}

const SORT_KEYS: Record<string, SortKey> = {
  Name: "name",
  Status: "status",
  CreationTime: "created",
  LastModifiedTime: "modified",
};

/** One page of a store, as a List request asks for it. `byDefault` is the order when none is asked for. */
export function listPage<T extends Resource>(
  store: ResourceStore<T>,
  request: ListRequest,
  byDefault: Order,
): { items: readonly T[]; NextToken?: string } {
  const limit = request.MaxResults ?? DEFAULT_PAGE;
  const { items, next } = store.page({ ...queryOf(request, byDefault), limit });
  return { items, ...(next && { NextToken: encodeToken(next) }) };
}

/** The same of what is wanted by what the store does not know. */
export function listPageOf<T extends Resource>(
  store: ResourceStore<T>,
  request: ListRequest,
  byDefault: Order,
  isWanted: (item: T) => boolean,
): { items: readonly T[]; NextToken?: string } {
  const limit = request.MaxResults ?? DEFAULT_PAGE;
  const found: Found<T>[] = [];
  for (const one of store.walk(queryOf(request, byDefault))) {
    if (!isWanted(one.item)) continue;
    const last = found.at(-1);
    const items = found.map(({ item }) => item);
    if (last && items.length === limit) return { items, NextToken: encodeToken(last.position) };
    found.push(one);
  }
  return { items: found.map(({ item }) => item) };
}

type Order = "Ascending" | "Descending";

const queryOf = (request: ListRequest, byDefault: Order): Omit<ResourceQuery, "limit"> => ({
  nameContains: request.NameContains,
  status: request.StatusEquals,
  createdAfter: request.CreationTimeAfter,
  createdBefore: request.CreationTimeBefore,
  modifiedAfter: request.LastModifiedTimeAfter,
  modifiedBefore: request.LastModifiedTimeBefore,
  sortBy: SORT_KEYS[request.SortBy ?? "CreationTime"],
  descending: (request.SortOrder ?? byDefault) === "Descending",
  after: request.NextToken === undefined ? undefined : decodeToken(request.NextToken),
});

export function encodeToken({ sortValue, name }: PagePosition): string {
  return Buffer.from(JSON.stringify([sortValue, name])).toString("base64url");
}

export function decodeToken(token: string): PagePosition {
  try {
    const [sortValue, name]: unknown[] = JSON.parse(Buffer.from(token, "base64url").toString());
    const isValue = typeof sortValue === "string" || typeof sortValue === "number";
    if (isValue && typeof name === "string") return { sortValue, name };
  } catch {
    // Not a token of ours: refused below, as AWS refuses it.
  }
  throw invalid("Invalid NextToken: it does not come from an earlier answer.");
}
