"use client";
import { useState } from "react";

const byOwner = new WeakMap<object, Map<string, unknown>>();

/**
 * State that outlives its page: going to another page and back finds it, as long as its owner
 * lives; a reload does not.
 */
export function useKept<T>(owner: object, name: string, initial: T): [T, (next: T) => void] {
  const key = byOwner.get(owner) ?? new Map<string, unknown>();
  byOwner.set(owner, key);
  const [value, setValue] = useState(() => (key.has(name) ? (key.get(name) as T) : initial));
  const set = (next: T) => {
    key.set(name, next);
    setValue(next);
  };
  return [value, set];
}
