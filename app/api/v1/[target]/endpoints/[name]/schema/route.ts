import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { endpointSchema } from "@/lib/server/endpoints";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) =>
  endpointSchema(target, name),
);
