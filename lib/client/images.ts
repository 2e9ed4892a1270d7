import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const imageContracts = () => import("@/lib/contracts/images");
const imageDetail = async () => (await imageContracts()).imageDetail;
const imagePage = async () => (await imageContracts()).imagePage;
const roleList = async () => (await imageContracts()).roleList;

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
