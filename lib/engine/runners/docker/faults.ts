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
  const because = (text: string) => new Error(`The image ${reference} ${text}`, { cause: error });
  if (/executable file not found|exec: "[^"]+": stat .*no such file/.test(message))
    return because(
      `has no program "${program}" on its PATH: put one into the image and make it executable (chmod +x), or name another with ContainerEntrypoint.`,
    );
  if (/permission denied/.test(message))
    return because(
      `cannot run "${program}": it is not executable. Add RUN chmod +x to its Dockerfile.`,
    );
  if (/exec format error/.test(message)) return because(formatFault(program, architectures));
  if (/no such file or directory/.test(message))
    return because(
      `cannot run "${program}": the interpreter in its first line (#!) is not in the image, or the line ends like on Windows.`,
    );
  return because(`could not be started by Docker: ${message}`);
}

function formatFault(
  program: string,
  { image, machine }: { readonly image: string; readonly machine: string },
): string {
  return image === machine
    ? `cannot run "${program}": it is neither a program of this system nor a script that begins with #!.`
    : `is made for ${image}, and this machine is ${machine}: build it with docker build --platform linux/${machine}.`;
}
