import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { rowsQuery } from "@/lib/contracts/datasets";
import { getRows } from "@/lib/server/profile/dataset-rows";
import { route } from "@/lib/server/route";

const params = z.object({ name: datasetName });

export const GET = route({ params, query: rowsQuery }, ({ target, params: { name }, query }) =>
  getRows(target, name, query),
);
