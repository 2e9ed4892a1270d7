import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { runId } from "@/lib/contracts/scoring";
import { route } from "@/lib/server/route";
import { getRun } from "@/lib/server/scoring";

const params = z.object({ name: resourceName, run: runId });

export const GET = route({ params }, ({ target, params: { name, run } }) =>
  getRun(target, name, run),
);
