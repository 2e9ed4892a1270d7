import { route } from "@/lib/server/route";
import { getSummary } from "@/lib/server/summary";

export const GET = route({}, ({ target }) => getSummary(target));
