import type { WireResponse } from "../../../protocol/wire.ts";
import { listRepositories } from "../images/catalogue.ts";
import { json, queryOf, type RegistryRequest, repositoryOf } from "./request.ts";

const MOST_RESULTS = 1000;

/** `GET …/tags/list`, in order, with a link to the next page. */
export async function listTags(request: RegistryRequest, name: string): Promise<WireResponse> {
  await repositoryOf(request, name);
  const { limit, last } = pageOf(request);
  // One more than asked for tells whether there is a next page.
  const tags = request.context.store.manifests.tags(name, last, limit + 1);
  return listed(`/v2/${name}/tags/list`, tags, limit, (page) => ({ name, tags: page }));
}

/** `GET /v2/_catalog` */
export async function listCatalog(request: RegistryRequest): Promise<WireResponse> {
  const { limit, last } = pageOf(request);
  const names = (await listRepositories(request.context)).map(({ name }) => name);
  const rest = names.filter((name) => name > last);
  return listed("/v2/_catalog", rest, limit, (page) => ({ repositories: page }));
}

function pageOf(request: RegistryRequest) {
  const asked = Number(queryOf(request, "n") ?? MOST_RESULTS);
  const limit =
    Number.isInteger(asked) && asked >= 0 ? Math.min(asked, MOST_RESULTS) : MOST_RESULTS;
  return { limit, last: queryOf(request, "last") ?? "" };
}

function listed(
  path: string,
  items: readonly string[],
  limit: number,
  toBody: (page: readonly string[]) => object,
): WireResponse {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  const isMore = last !== undefined && items.length > page.length;
  const next = `<${path}?n=${limit}&last=${encodeURIComponent(last ?? "")}>; rel="next"`;
  return json(toBody(page), isMore ? { link: next } : {});
}
