import { eventsQuery } from "@/lib/contracts/live";
import { openLiveStream } from "@/lib/server/live";
import { route } from "@/lib/server/route";

export const GET = route({ query: eventsQuery }, ({ target, query, headers, signal }) => {
  const last = headers.get("last-event-id");
  return openLiveStream(target, query.stream, last ? Number(last) : (query.last ?? null), signal);
});
