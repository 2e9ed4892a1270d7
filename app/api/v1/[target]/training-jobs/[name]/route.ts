import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { route } from "@/lib/server/route";
import { getJob } from "@/lib/server/training-jobs";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => getJob(target, name));
