import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { imageDetail, imagePage, roleList } from "@/lib/contracts/images";
import { api } from "./api-paths";
import { getJson } from "./fetch";

/** Registered images and what lies in the registry beside them. */
export const images = {
  all: (target: string) => [target, "images"] as const,

  list: (target: string) =>
    infiniteQueryOptions({
      queryKey: [...images.all(target), "list"] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson(api.images(target, { cursor: pageParam }), imagePage, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),

  detail: (target: string, name: string) =>
    queryOptions({
      queryKey: [...images.all(target), "detail", name] as const,
      queryFn: ({ signal }) => getJson(api.image(target, name), imageDetail, signal),
    }),
};

/** Roles that trust SageMaker; they change about never. */
export const roles = (target: string) =>
  queryOptions({
    queryKey: [target, "roles"] as const,
    queryFn: ({ signal }) => getJson(api.roles(target), roleList, signal),
    staleTime: 5 * 60_000,
  });
