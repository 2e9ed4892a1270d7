import { topicsBody, topicsParams } from "@/lib/contracts/live";
import { setLiveTopics } from "@/lib/server/live";
import { route } from "@/lib/server/route";

export const PUT = route({ params: topicsParams, body: topicsBody }, ({ target, params, body }) =>
  setLiveTopics(target, params.stream, body),
);
