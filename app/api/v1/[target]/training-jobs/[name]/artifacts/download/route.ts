import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { archiveQuery } from "@/lib/contracts/training-jobs";
import { downloadArtifact } from "@/lib/server/artifacts";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route(
  { params, query: archiveQuery },
  ({ target, params: { name }, query: { archive } }) => downloadArtifact(target, name, archive),
);
