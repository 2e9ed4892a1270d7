import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { datasetSettingsBody } from "@/lib/contracts/datasets";
import { deleteDataset, getDataset, updateSettings } from "@/lib/server/datasets";
import { route } from "@/lib/server/route";

const params = z.object({ name: datasetName });

export const GET = route({ params }, ({ target, params: { name } }) => getDataset(target, name));

export const PATCH = route(
  { params, body: datasetSettingsBody },
  ({ target, params: { name }, body }) => updateSettings(target, name, body),
);

export const DELETE = route({ params }, ({ target, params: { name } }) =>
  deleteDataset(target, name),
);
