import { algorithmFile } from "@/lib/contracts/algorithm-file";
import { imageListQuery } from "@/lib/contracts/images";
import { registerImage } from "@/lib/server/image-registration";
import { listImages } from "@/lib/server/images";
import { route } from "@/lib/server/route";

export const GET = route({ query: imageListQuery }, ({ target, query }) =>
  listImages(target, query),
);

export const POST = route({ body: algorithmFile }, ({ target, body }) =>
  registerImage(target, body),
);
