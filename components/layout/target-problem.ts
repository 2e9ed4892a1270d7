"use client";
import { useContext } from "react";
import type { Problem } from "@/lib/contracts/problem";
import { ShellContext } from "./shell-context";

/** Faults of the target as a whole: every panel of a page fails of them alike. */
const OF_THE_TARGET: readonly string[] = [
  "CredentialsMissing",
  "CredentialsExpired",
  "CredentialsRefused",
  "EngineNotRunning",
  "Unreachable",
];

/** What keeps the whole target from answering; null while it answers, and outside a Shell. */
export function useTargetProblem(): Problem | null {
  const problem = useContext(ShellContext)?.live.problem ?? null;
  return problem && OF_THE_TARGET.includes(problem.code) ? problem : null;
}
