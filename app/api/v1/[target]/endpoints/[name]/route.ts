import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { deleteEndpointQuery, deployBody } from "@/lib/contracts/endpoints";
import { replaceModel } from "@/lib/server/deployments";
import { removeEndpoint } from "@/lib/server/endpoint-deletion";
import { getEndpoint } from "@/lib/server/endpoints";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => getEndpoint(target, name));

export const PUT = route({ params, body: deployBody }, ({ target, params: { name }, body }) =>
  replaceModel(target, { ...body, endpoint: name }),
);

export const DELETE = route(
  { params, query: deleteEndpointQuery },
  ({ target, params: { name }, query: { also } }) => removeEndpoint(target, name, also),
);
