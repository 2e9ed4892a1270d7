/** Why the system refused, in the words of `causes` by its code: its own message names paths of this machine. */
export function wordsOf(error: unknown, causes: Readonly<Record<string, string>>): string {
  if (!(error instanceof Error)) return String(error);
  const { code = "" } = error as NodeJS.ErrnoException;
  return causes[code] ?? error.message;
}
