import { route } from "@/lib/server/route";
import { getTargets } from "@/lib/server/target-list";

export const GET = route({}, () => getTargets());
