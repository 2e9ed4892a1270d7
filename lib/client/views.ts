import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { SaveViewBody, ViewList } from "@/lib/contracts/views";
import { api } from "./api-paths";
import { getJson, sendJson } from "./fetch";

const savedViews = async () => (await import("@/lib/contracts/views")).savedViews;

/** The saved views of a list, which everybody who uses the target shares. */
export const viewsQuery = (target: string, list: ViewList) =>
  queryOptions({
    queryKey: [target, "views", list] as const,
    queryFn: ({ signal }) => getJson(api.views(target, list), savedViews, signal),
  });

export type ViewChange =
  | { readonly save: SaveViewBody }
  | { readonly rename: string; readonly name: string }
  | { readonly delete: string };

function send(target: string, list: ViewList, change: ViewChange) {
  if ("save" in change) {
    return sendJson("POST", api.views(target, list), change.save, savedViews);
  }
  if ("rename" in change) {
    const { rename: id, name } = change;
    return sendJson("PATCH", api.view(target, list, id), { name }, savedViews);
  }
  return sendJson("DELETE", api.view(target, list, change.delete), undefined, savedViews);
}

/** Saves, renames or deletes a view; the answer is the views there are then. */
export const changeViews = (client: QueryClient, target: string, list: ViewList) =>
  mutationOptions({
    mutationFn: (change: ViewChange) => send(target, list, change),
    onSuccess: (views) => client.setQueryData(viewsQuery(target, list).queryKey, views),
    // It failed because somebody else was first: show what they did.
    onError: () => client.invalidateQueries({ queryKey: viewsQuery(target, list).queryKey }),
  });
