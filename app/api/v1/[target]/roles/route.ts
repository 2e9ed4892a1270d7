import { getRoles } from "@/lib/server/roles";
import { route } from "@/lib/server/route";

export const GET = route({}, ({ target }) => getRoles(target));
