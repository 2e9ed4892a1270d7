import * as z from "zod/mini";
import { renameViewBody, viewList } from "@/lib/contracts/views";
import { route } from "@/lib/server/route";
import { deleteView, renameView } from "@/lib/server/views";

const params = z.object({ list: viewList, id: z.uuid() });

export const PATCH = route(
  { params, body: renameViewBody },
  ({ target, params: { list, id }, body: { name } }) => renameView(target, list, id, name),
);

export const DELETE = route({ params }, ({ target, params: { list, id } }) =>
  deleteView(target, list, id),
);
