import type uPlot from "uplot";
import { colorResolver, onThemeChange } from "./chart-colors";

/** Keeps a plot as wide as its host and in the colours of the theme, until `stop`. */
export function mountPlot(
  host: HTMLElement,
  make: (resolve: (css: string) => string) => uPlot,
): { readonly plot: uPlot; readonly stop: () => void } {
  let resolve = colorResolver(host);
  const plot = make((css) => resolve(css));
  const stopTheme = onThemeChange(() => {
    resolve = colorResolver(host);
    plot.redraw(false);
  });
  const observer = new ResizeObserver(() => {
    if (host.clientWidth > 0) plot.setSize({ width: host.clientWidth, height: plot.height });
  });
  observer.observe(host);
  const stop = () => {
    stopTheme();
    observer.disconnect();
    plot.destroy();
  };
  return { plot, stop };
}
