import type { SeriesColor } from "./chart-types";

const variable = (color: SeriesColor): string => {
  if (typeof color === "number") return `var(--color-chart-${color})`;
  return color === "ink" ? "var(--color-ink-2)" : `var(--color-${color})`;
};

/** CSS for a series: its line, and its name mixed toward ink for contrast. */
export const seriesCss = (color: SeriesColor): { line: string; text: string } => ({
  line: variable(color),
  text: `color-mix(in oklab, ${variable(color)} 55%, var(--color-ink))`,
});

/** Turns CSS colours into ones a canvas takes, in the theme of an element. */
export function colorResolver(inside: HTMLElement): (css: string) => string {
  const known = new Map<string, string>();
  return (css) => {
    const seen = known.get(css);
    if (seen !== undefined) return seen;
    const probe = document.createElement("span");
    probe.style.color = css;
    inside.append(probe);
    const color = getComputedStyle(probe).color;
    probe.remove();
    known.set(css, color);
    return color;
  };
}

/** Calls back when the page turns light or dark; returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  media.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    media.removeEventListener("change", changed);
  };
}
