import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { runListQuery, saveRunBody } from "@/lib/contracts/scoring";
import { route } from "@/lib/server/route";
import { listRuns, saveRun } from "@/lib/server/scoring";

const params = z.object({ name: resourceName });

export const GET = route({ params, query: runListQuery }, ({ target, params: { name }, query }) =>
  listRuns(target, name, query),
);

export const POST = route(
  { params, body: saveRunBody },
  ({ target, params: { name }, body: { run, id } }) => saveRun(target, name, run, id),
);
