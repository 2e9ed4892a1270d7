"use client";
import { usePathname } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import { Keycap } from "@/components/ui/keycap";
import { Menu } from "@/components/ui/menu";
import { navigation } from "@/lib/words/navigation";
import { useShell } from "./shell-context";
import { shortcutKeys } from "./shortcuts";
import { sameListOf, targetWords } from "./target-words";

const shape = (kind: "local" | "account") => (
  <span className="target-shape" data-kind={kind} aria-hidden />
);

/** Says where the page looks and acts, and leads to the same list of another target. */
export function TargetSwitcher() {
  const { target, targets, switcherOpen, setSwitcherOpen } = useShell();
  const pathname = usePathname();
  const { name, sub } = targetWords(target);
  return (
    <Menu
      open={switcherOpen}
      onOpenChange={setSwitcherOpen}
      align="end"
      heading={navigation.target.where}
      trigger={
        <button
          type="button"
          className="target"
          aria-label={navigation.target.label(`${name}, ${sub}`)}
        >
          {shape(target.kind)}
          {target.kind === "account" ? (
            <>
              <span className="only-wide">{name}</span>
              <span className="only-narrow">…{name.slice(-4)}</span>
            </>
          ) : (
            <span>{name}</span>
          )}
          <small>{sub}</small>
          <Icon name="chevron-down" />
        </button>
      }
      items={targets.map((other) => {
        const words = targetWords(other);
        return {
          id: other.name,
          lead: shape(other.kind),
          label: other.kind === "local" ? words.name : `${words.name} · ${words.sub}`,
          detail: words.detail,
          href: sameListOf(pathname, other.name),
          current: other.name === target.name,
        };
      })}
      footer={
        <>
          {navigation.target.switchWith} <Keycap keys={shortcutKeys("target")} />
        </>
      }
    />
  );
}
