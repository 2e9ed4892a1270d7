import { createTrainingJobBody } from "@/lib/contracts/training-jobs";
import { preflight } from "@/lib/server/preflight";
import { route } from "@/lib/server/route";

export const POST = route({ body: createTrainingJobBody }, ({ target, body }) =>
  preflight(target, body),
);
