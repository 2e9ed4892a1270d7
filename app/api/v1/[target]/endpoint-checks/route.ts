import { deployCheckBody } from "@/lib/contracts/endpoints";
import { deploymentChecks } from "@/lib/server/deployment-checks";
import { route } from "@/lib/server/route";

export const POST = route({ body: deployCheckBody }, ({ target, body }) =>
  deploymentChecks(target, body),
);
