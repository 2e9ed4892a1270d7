export interface FailureCause {
  /** One sentence: what went wrong, the root first. */
  readonly cause: string;
  /** AWS's FailureReason, whole. */
  readonly text: string;
  readonly exitCode: number | null;
}

const EXIT_CODE = /exit(?:ed with)? ?code:? (-?\d{1,3})\b/i;
/** SageMaker puts these before what the container itself wrote. */
const PREFIXES: readonly RegExp[] = [
  /^(?:AlgorithmError|ClientError|InternalServerError|CapacityError):\s*/i,
  /^Exception during training:\s*/i,
  /^ErrorMessage\s+/i,
  /^.{0,500}Last lines of its log:\s*/i,
];
const CHAIN =
  /^(?:During handling of the above exception|The above exception was the direct cause)/;
/** Ours, after a line taken from the log where the container gave no reason itself. */
const FROM_LOG = /\s*\(last line of the log; [^)]*\)/;
/** `KeyError: 'Item_Outlet_Sales'`, `package.module.SomeError: text`. */
const PYTHON_ERROR =
  /^(?:[A-Za-z_][\w]*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit|Warning)\b(?::\s|$)/;

/** A level that loggers print first: the line says more than those around it. */
const LOGGED_ERROR = /^(?:ERROR|CRITICAL|FATAL)\b[:\s]*/;

const stripPrefixes = (text: string): string =>
  PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ""), text.trim());

/** The last line of the first traceback: where exceptions are chained, the first one is the root. */
function rootOfTraceback(lines: readonly string[]): string | null {
  const start = lines.findIndex((line) => line.includes("Traceback (most recent call last)"));
  if (start === -1) return null;
  const end = lines.findIndex((line, at) => at > start && CHAIN.test(line));
  const first = lines.slice(start + 1, end === -1 ? lines.length : end);
  return first.findLast((line) => PYTHON_ERROR.test(line)) ?? null;
}

const meaningful = (line: string): boolean =>
  line !== "" && !/^(Traceback|File "|\^|~|at \S+ \()/.test(line);

/**
 * The sentence that explains a failure: the root exception of a Python traceback, else the first
 * line that says something. Null for a job that gave no reason.
 */
export function failureCause(reason: string | null | undefined): FailureCause | null {
  const text = reason?.trim() ?? "";
  if (text === "") return null;
  const lines = stripPrefixes(text)
    .split(/\r?\n/)
    .map((line) => line.trim());
  const cause =
    rootOfTraceback(lines) ??
    lines.find((line) => PYTHON_ERROR.test(line)) ??
    lines.find((line) => LOGGED_ERROR.test(line)) ??
    lines.find(meaningful) ??
    "";
  const exitCode = exitCodeOf(text);
  const bare = stripPrefixes(cause)
    .replace(LOGGED_ERROR, "")
    .replace(FROM_LOG, "")
    .replace(/[,.]?\s*exit code:? -?\d+\s*$/i, "")
    .replace(/"$/, "");
  return { cause: bare || (exitCode === null ? text : exitCodeWords(exitCode)), text, exitCode };
}

function exitCodeOf(text: string): number | null {
  const code = EXIT_CODE.exec(text)?.[1];
  return code === undefined ? null : Number(code);
}

/** What a process's exit code says by convention: 128 + signal for killed ones. */
export function exitCodeWords(code: number): string {
  if (code === 0) return "ended normally";
  if (code === 137) return "killed (SIGKILL), often for lack of memory";
  if (code === 143) return "ended on request (SIGTERM)";
  if (code === 139) return "crashed in native code (SIGSEGV)";
  if (code === 126) return "the command could not be run";
  if (code === 127) return "the command was not found";
  return code > 128 && code < 160 ? `ended by signal ${code - 128}` : `exit code ${code}`;
}
