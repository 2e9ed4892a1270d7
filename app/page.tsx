import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { href } from "@/lib/client/href";
import { LAST_TARGET_COOKIE } from "@/lib/client/last-target";
import { startTarget } from "@/lib/server/known-targets";

/** Leads to the target that was used last. */
export default async function StartPage() {
  const lastUsed = (await cookies()).get(LAST_TARGET_COOKIE)?.value;
  redirect(href.home(startTarget(lastUsed)));
}
