"use client";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";

/**
 * Does something to several jobs, one after the other. A failure does not end it and is told; the
 * next try leaves out those it was done to, unless `restart` says that something else is meant.
 */
export function useOneByOne(
  names: readonly string[],
  act: (name: string) => Promise<unknown>,
  onSuccess: () => void,
) {
  const done = useRef(new Set<string>());
  const all = useMutation({
    mutationFn: async () => {
      const failures: unknown[] = [];
      for (const name of names.filter((each) => !done.current.has(each))) {
        try {
          await act(name);
          done.current.add(name);
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
    onSuccess,
  });
  const restart = () => {
    done.current.clear();
    all.reset();
  };
  return { ...all, restart };
}
