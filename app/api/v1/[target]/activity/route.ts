import { getActivity } from "@/lib/server/activity";
import { route } from "@/lib/server/route";

export const GET = route({}, ({ target }) => getActivity(target));
