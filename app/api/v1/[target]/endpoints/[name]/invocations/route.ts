import * as z from "zod/mini";
import { resourceName } from "@/lib/contracts/common";
import { invokeQuery } from "@/lib/contracts/scoring";
import { MAX_CHUNK_BYTES } from "@/lib/domain/csv-chunks";
import { route } from "@/lib/server/route";
import { scoreChunk } from "@/lib/server/scoring";

const params = z.object({ name: resourceName });

export const POST = route(
  { params, query: invokeQuery, bytes: { max: MAX_CHUNK_BYTES } },
  ({ target, params: { name }, query, bytes: body, signal }) =>
    scoreChunk(target, name, { ...query, body, signal }),
);
