import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { deleteEndpointQuery } from "@/lib/contracts/endpoints";
import { removeEndpoint } from "@/lib/server/endpoint-deletion";
import { getEndpoint } from "@/lib/server/endpoints";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => getEndpoint(target, name));

export const DELETE = route(
  { params, query: deleteEndpointQuery },
  ({ target, params: { name }, query: { also } }) => removeEndpoint(target, name, also),
);
