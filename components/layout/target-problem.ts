"use client";
import { useContext } from "react";
import { isTargetFault } from "@/lib/client/target-faults";
import type { Problem } from "@/lib/contracts/problem";
import { ShellContext } from "./shell-context";

/** What keeps the whole target from answering; null while it answers, and outside a Shell. */
export function useTargetProblem(): Problem | null {
  const problem = useContext(ShellContext)?.live.problem ?? null;
  return problem && isTargetFault(problem.code) ? problem : null;
}
