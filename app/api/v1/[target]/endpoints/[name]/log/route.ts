import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { logQuery } from "@/lib/contracts/live";
import { readEndpointLog } from "@/lib/server/live";
import { route } from "@/lib/server/route";

export const GET = route(
  { params: z.object({ name: resourceName }), query: logQuery },
  ({ target, params, query, signal }) => readEndpointLog(target, params.name, query, signal),
);
