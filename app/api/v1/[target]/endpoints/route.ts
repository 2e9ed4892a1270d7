import { deployBody, endpointListQuery } from "@/lib/contracts/endpoints";
import { deploy } from "@/lib/server/deployments";
import { listEndpoints } from "@/lib/server/endpoints";
import { route } from "@/lib/server/route";

export const GET = route({ query: endpointListQuery }, ({ target, query }) =>
  listEndpoints(target, query),
);

export const POST = route({ body: deployBody }, ({ target, body }) => deploy(target, body));
