import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { route } from "@/lib/server/route";
import { stopJob } from "@/lib/server/training-jobs";

const params = z.object({ name: resourceName });

export const POST = route({ params }, ({ target, params: { name } }) => stopJob(target, name));
