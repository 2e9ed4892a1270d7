import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { listArtifacts } from "@/lib/server/artifacts";
import { route } from "@/lib/server/route";

const params = z.object({ name: resourceName });

export const GET = route({ params }, ({ target, params: { name } }) => listArtifacts(target, name));
