import * as z from "zod/mini";
import { datasetName } from "@/lib/contracts/common";
import { getProfile, makeProfile } from "@/lib/server/profile/profiles";
import { route } from "@/lib/server/route";

const params = z.object({ name: datasetName });

export const GET = route({ params }, async ({ target, params: { name } }) => ({
  profile: await getProfile(target, name),
}));

export const POST = route({ params }, ({ target, path, params: { name } }) =>
  makeProfile(name, { target, path }),
);
