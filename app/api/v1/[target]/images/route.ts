import { imageListQuery } from "@/lib/contracts/images";
import { listImages } from "@/lib/server/images";
import { route } from "@/lib/server/route";

export const GET = route({ query: imageListQuery }, ({ target, query }) =>
  listImages(target, query),
);
