"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";

/** What takes focus on behalf of all inside: the page, or a dialog. */
const PLACE = '[tabindex="-1"]';

function placesAround(element: Element | null): HTMLElement[] {
  const place = element?.parentElement?.closest<HTMLElement>(PLACE) ?? null;
  return place === null ? [] : [place, ...placesAround(place)];
}

/**
 * Buttons of a notice. One that solves the matter takes the notice with it: focus then goes to the
 * page or dialog around, in place of nowhere, so that keys and screen readers go on from there.
 */
export function BannerActions({ children }: { readonly children: ReactNode }) {
  const actions = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = actions.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      const places = placesAround(element);
      // What is taken away with the notice is gone by then.
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        places.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true });
      });
    };
  }, []);
  return (
    <div ref={actions} className="banner-actions">
      {children}
    </div>
  );
}
