"use client";
import { useState } from "react";
import { readLocal, writeLocal } from "@/lib/client/local-json";
import { useTarget } from "@/lib/client/target-context";

const isChoice = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((id) => typeof id === "string");

/** Which columns this browser shows for the target; null for those that tell the jobs apart. */
export function useChosenColumns() {
  const key = `trainyard.columns.training-jobs.${useTarget()}`;
  const read = () => {
    const kept = readLocal(key);
    return { key, chosen: isChoice(kept) ? kept : null };
  };
  const [state, setState] = useState(read);
  const current = state.key === key ? state : read();
  if (current !== state) setState(current);
  return {
    chosen: current.chosen,
    choose: (chosen: readonly string[] | null) => {
      writeLocal(key, chosen);
      setState({ key, chosen });
    },
  };
}
