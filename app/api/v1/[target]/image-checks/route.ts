import { algorithmFile } from "@/lib/contracts/algorithm-file";
import { checkRegistration } from "@/lib/server/image-registration";
import { route } from "@/lib/server/route";

export const POST = route({ body: algorithmFile }, ({ target, body }) =>
  checkRegistration(target, body),
);
