import { getHome } from "@/lib/server/home";
import { route } from "@/lib/server/route";

export const GET = route({}, ({ target }) => getHome(target));
