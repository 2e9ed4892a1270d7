import { namedJobsQuery } from "@/lib/contracts/training-jobs";
import { listNamedJobs } from "@/lib/server/named-jobs";
import { route } from "@/lib/server/route";

export const GET = route({ query: namedJobsQuery }, ({ target, query }) =>
  listNamedJobs(target, query.names),
);
