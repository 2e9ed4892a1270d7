import * as z from "zod/mini";
import { saveViewBody, viewList } from "@/lib/contracts/views";
import { route } from "@/lib/server/route";
import { listViews, saveView } from "@/lib/server/views";

const params = z.object({ list: viewList });

export const GET = route({ params }, ({ target, params: { list } }) => listViews(target, list));

export const POST = route({ params, body: saveViewBody }, ({ target, params: { list }, body }) =>
  saveView(target, list, body),
);
