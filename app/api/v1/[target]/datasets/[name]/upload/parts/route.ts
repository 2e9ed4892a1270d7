import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { signPartsBody } from "@/lib/contracts/datasets";
import { route } from "@/lib/server/route";
import { signParts } from "@/lib/server/uploads";

const params = z.object({ name: datasetName });

export const POST = route({ params, body: signPartsBody }, ({ target, params: { name }, body }) =>
  signParts(target, name, body),
);
