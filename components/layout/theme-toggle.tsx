"use client";
import { Button } from "@/components/ui/button";
import { navigation } from "@/lib/words/navigation";
import { THEME_KEY } from "./theme-script";

const darkNow = (root: HTMLElement): boolean =>
  root.dataset["theme"]
    ? root.dataset["theme"] === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

/** Light becomes dark and the other way round; this browser remembers it. */
export function toggleTheme(): void {
  const root = document.documentElement;
  const next = darkNow(root) ? "light" : "dark";
  root.dataset["theme"] = next;
  try {
    localStorage.setItem(THEME_KEY, next);
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
}

/** Switches between light and dark and remembers it in this browser. */
export function ThemeToggle() {
  return (
    <Button
      variant="quiet"
      size="sm"
      icon="theme"
      title={navigation.themeSwitch}
      onClick={toggleTheme}
    >
      {navigation.theme}
    </Button>
  );
}
