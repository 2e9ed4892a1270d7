import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { runId } from "@/lib/contracts/scoring";
import { route } from "@/lib/server/route";
import { downloadRun } from "@/lib/server/scoring";

const params = z.object({ name: resourceName, run: runId });

export const GET = route({ params }, ({ target, params: { name, run } }) =>
  downloadRun(target, name, run),
);
