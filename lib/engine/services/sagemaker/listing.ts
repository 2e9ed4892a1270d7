import type {
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
  byDefault: "Ascending" | "Descending",
): { items: readonly T[]; NextToken?: string } {
  const query: ResourceQuery = {
    nameContains: request.NameContains,
    status: request.StatusEquals,
    createdAfter: request.CreationTimeAfter,
    createdBefore: request.CreationTimeBefore,
    modifiedAfter: request.LastModifiedTimeAfter,
    modifiedBefore: request.LastModifiedTimeBefore,
    sortBy: SORT_KEYS[request.SortBy ?? "CreationTime"],
    descending: (request.SortOrder ?? byDefault) === "Descending",
    limit: request.MaxResults ?? DEFAULT_PAGE,
    after: request.NextToken === undefined ? undefined : decodeToken(request.NextToken),
  };
  const { items, next } = store.page(query);
  return { items, ...(next && { NextToken: encodeToken(next) }) };
}

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
