import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { metricsQuery } from "@/lib/contracts/endpoints";
import { getEndpointErrors } from "@/lib/server/endpoint-health";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params, query: metricsQuery }, ({ target, params: { name }, query }) =>
  getEndpointErrors(target, name, query),
);
