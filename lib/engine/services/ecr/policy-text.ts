import { invalidParameter } from "./faults.ts";

/** Refuses a policy that is not a JSON object with the member that holds what it says. */
export function requirePolicyText(parameter: string, text: string, member: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && member in value) return;
  throw invalidParameter(
    `Invalid parameter at '${parameter}' failed to satisfy constraint: 'must be a JSON object with ${member}'`,
  );
}
