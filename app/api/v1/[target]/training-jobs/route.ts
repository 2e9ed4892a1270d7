import { createTrainingJobBody, trainingJobListQuery } from "@/lib/contracts/training-jobs";
import { listJobs } from "@/lib/server/job-list";
import { route } from "@/lib/server/route";
import { startJob } from "@/lib/server/training-jobs";

export const GET = route({ query: trainingJobListQuery }, ({ target, query }) =>
  listJobs(target, query),
);

export const POST = route({ body: createTrainingJobBody }, ({ target, body }) =>
  startJob(target, body),
);
