import { lastCallsBody } from "@/lib/contracts/endpoints";
import { getLastCalls } from "@/lib/server/last-calls";
import { route } from "@/lib/server/route";

/** A question, sent as a body: twelve endpoints of ten variants do not fit into an address. */
export const POST = route({ body: lastCallsBody }, ({ target, body }) =>
  getLastCalls(target, body),
);
