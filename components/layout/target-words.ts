import { navigation } from "@/lib/words/navigation";
import type { ShellTarget } from "./shell-context";

/** An account number in groups of four: `1234-5678-9012`. */
export const groupDigits = (accountId: string): string =>
  accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, "$1-$2-$3");

/** How a target is called: its name, and what stands beside it in grey. */
export function targetWords(target: ShellTarget): { name: string; sub: string; detail: string } {
  const { target: words } = navigation;
  if (target.kind === "local") {
    return { name: words.local, sub: words.localSub, detail: words.localDetail };
  }
  const name = target.accountId ? groupDigits(target.accountId) : words.account;
  const detail = target.problem ?? (target.profile ? words.profile(target.profile) : target.name);
  return { name, sub: target.region, detail };
}

/** The same page of another target; a page of one object leads to that object's list. */
export function sameListOf(pathname: string, target: string): string {
  const list = pathname.split("/")[2] ?? "";
  const base = `/${encodeURIComponent(target)}`;
  return list === "" ? base : `${base}/${list}`;
}
