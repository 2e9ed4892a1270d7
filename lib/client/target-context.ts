"use client";
import { createContext, useContext } from "react";

/** The target of the page's URL. */
export const TargetContext = createContext<string | null>(null);

/** The target this page looks at and acts on; throws outside `/{target}/…`. */
export function useTarget(): string {
  const target = useContext(TargetContext);
  if (target === null) throw new Error("A page must stand under a target.");
  return target;
}
