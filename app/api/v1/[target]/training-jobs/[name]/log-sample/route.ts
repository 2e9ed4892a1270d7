import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { getLogSample } from "@/lib/server/log-sample";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => getLogSample(target, name));
