import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { getEvaluation } from "@/lib/server/model-files";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => getEvaluation(target, name));
