import { notServed } from "@/lib/server/not-served";
import { route } from "@/lib/server/route";

/** What no other route serves is answered like everything else of the API, and not by a page. */
export const GET = route({}, notServed);
export const POST = route({}, notServed);
export const PUT = route({}, notServed);
export const PATCH = route({}, notServed);
export const DELETE = route({}, notServed);
