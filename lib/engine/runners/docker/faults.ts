import { badFormat, noInterpreter, noProgram, notExecutable } from "../image-faults.ts";
import type { ContainerSpec } from "../runner.ts";

/** Whether Docker answered with this HTTP status. */
export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  statuses.includes((error as { statusCode?: number }).statusCode ?? 0);

/** Why Docker could not start a container, for people: the cause and what to do. */
export function startFault(
  error: Error,
  { image: { reference }, command }: ContainerSpec,
  architectures: { readonly image: string; readonly machine: string },
): Error {
  const { message } = error;
  const program = /exec: "([^"]+)"/.exec(message)?.[1] ?? command;
  if (/executable file not found|exec: "[^"]+": stat .*no such file/.test(message))
    return noProgram(reference, program, error);
  if (/permission denied/.test(message)) return notExecutable(reference, program, error);
  if (/exec format error/.test(message)) return badFormat(reference, program, architectures, error);
  if (/no such file or directory/.test(message)) return noInterpreter(reference, program, error);
  return new Error(`The image ${reference} could not be started by Docker: ${message}`, {
    cause: error,
  });
}
