import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { fileName } from "@/lib/contracts/datasets";
import { downloadFile } from "@/lib/server/datasets";
import { route } from "@/lib/server/route";

const params = z.object({ name: datasetName });
const query = z.object({ file: fileName });

export const GET = route({ params, query }, ({ target, params: { name }, query: { file } }) =>
  downloadFile(target, name, file),
);
