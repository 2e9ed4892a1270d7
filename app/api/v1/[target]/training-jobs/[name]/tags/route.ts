import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { tagJobBody } from "@/lib/contracts/training-jobs";
import { route } from "@/lib/server/route";
import { tagJob } from "@/lib/server/training-jobs";

const params = z.object({ name: resourceName });

export const POST = route({ params, body: tagJobBody }, ({ target, params: { name }, body }) =>
  tagJob(target, name, body),
);
