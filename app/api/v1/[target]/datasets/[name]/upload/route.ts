import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { uploadQuery } from "@/lib/contracts/datasets";
import { route } from "@/lib/server/route";
import { abortUpload, uploadedParts } from "@/lib/server/uploads";

const params = z.object({ name: datasetName });

export const GET = route({ params, query: uploadQuery }, ({ target, params: { name }, query }) =>
  uploadedParts(target, name, query),
);

export const DELETE = route({ params, query: uploadQuery }, ({ target, params: { name }, query }) =>
  abortUpload(target, name, query),
);
