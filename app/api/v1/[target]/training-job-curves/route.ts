import { jobCurvesBody } from "@/lib/contracts/training-jobs";
import { getJobCurves } from "@/lib/server/job-curves";
import { route } from "@/lib/server/route";

/** A question, sent as a body: a page of jobs does not fit into an address. */
export const POST = route({ body: jobCurvesBody }, ({ target, body }) =>
  getJobCurves(target, body),
);
