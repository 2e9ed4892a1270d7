import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { glanceQuery } from "@/lib/contracts/dataset-glance";
import { getGlance } from "@/lib/server/profile/glance";
import { route } from "@/lib/server/route";

export const GET = route(
  { params: z.object({ name: datasetName }), query: glanceQuery },
  async ({ target, params: { name }, query: { label } }) => ({
    glance: await getGlance(target, name, label ?? null),
  }),
);
