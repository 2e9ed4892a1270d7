import { allowUploads, corsStatus } from "@/lib/server/cors";
import { route } from "@/lib/server/route";

export const GET = route({}, ({ target }) => corsStatus(target));

export const POST = route({}, ({ target }) => allowUploads(target));
