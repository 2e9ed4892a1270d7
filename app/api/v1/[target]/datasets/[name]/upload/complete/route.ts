import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { completeUploadBody } from "@/lib/contracts/datasets";
import { route } from "@/lib/server/route";
import { completeUpload } from "@/lib/server/uploads";

const params = z.object({ name: datasetName });

export const POST = route(
  { params, body: completeUploadBody },
  ({ target, params: { name }, body }) => completeUpload(target, name, body),
);
