import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { getDeletion } from "@/lib/server/endpoint-deletion";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => getDeletion(target, name));
