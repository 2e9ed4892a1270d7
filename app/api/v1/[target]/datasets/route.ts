import { datasetListQuery, startUploadBody } from "@/lib/contracts/datasets";
import { listDatasets } from "@/lib/server/datasets";
import { route } from "@/lib/server/route";
import { startUpload } from "@/lib/server/uploads";

export const GET = route({ query: datasetListQuery }, ({ target, query }) =>
  listDatasets(target, query),
);

export const POST = route({ body: startUploadBody }, ({ target, body }) =>
  startUpload(target, body),
);
