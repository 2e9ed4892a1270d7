"use client";
import { useSyncExternalStore } from "react";

const subscribeToNothing = () => () => undefined;

/** False on the server, and while its drawing is taken over. */
export const useIsInBrowser = (): boolean =>
  useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
