import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { getEndpointHealth } from "@/lib/server/endpoint-health";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) =>
  getEndpointHealth(target, name),
);
