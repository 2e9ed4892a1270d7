import { getDoctor } from "@/lib/server/doctor/doctor";
import { route } from "@/lib/server/route";

export const GET = route({}, ({ target }) => getDoctor(target));
