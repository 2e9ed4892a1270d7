import type { core, ZodType } from "zod";
import { AwsError } from "./errors.ts";

/**
 * Checks a decoded request and throws `code` as AWS words it:
 * `1 validation error detected: Value 'x_y' at 'trainingJobName' failed to satisfy constraint: Member must …`.
 * A message given to a zod check is used as it is.
 */
export function validateInput(schema: ZodType, input: unknown, code = "ValidationException"): void {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return;
  const { issues } = parsed.error;
  const count = `${issues.length} validation error${issues.length === 1 ? "" : "s"} detected`;
  throw new AwsError(code, `${count}: ${issues.map(words).join("; ")}`);
}

function words(issue: core.$ZodIssue): string {
  const value =
    issue.input === undefined || issue.input === null ? "null" : `'${shown(issue.input)}'`;
  // A key of a map is a fault of the map.
  const path = issue.code === "invalid_key" ? issue.path.slice(0, -1) : issue.path;
  const constraint = `Value ${value} at '${place(path)}' failed to satisfy constraint: `;
  return constraint + rule(issue);
}

function rule(issue: core.$ZodIssue): string {
  if (issue.input === undefined || issue.input === null) return "Member must not be null";
  switch (issue.code) {
    case "too_small":
      return isLength(issue.origin)
        ? `Member must have length greater than or equal to ${issue.minimum}`
        : `Member must have value greater than or equal to ${issue.minimum}`;
    case "too_big":
      return isLength(issue.origin)
        ? `Member must have length less than or equal to ${issue.maximum}`
        : `Member must have value less than or equal to ${issue.maximum}`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${source(issue.pattern)}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.join(", ")}]`;
    case "invalid_key":
      return `Map keys must satisfy constraint: [${issue.issues.map(rule).join(", ")}]`;
    default:
      return issue.message;
  }
}

function isLength(origin: string): boolean {
  return origin !== "number" && origin !== "int" && origin !== "bigint";
}

/** `/^a$/` as the service prints it, without delimiters. */
function source(pattern: string | undefined): string {
  return pattern?.replace(/^\//, "").replace(/\/[a-z]*$/, "") ?? "";
}

/** Values may have megabytes, which nobody reads in a message. */
const MOST_SHOWN = 1024;

function shown(input: unknown): string {
  const text = typeof input === "object" ? JSON.stringify(input) : String(input);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** `AlgorithmSpecification.TrainingImage` as `algorithmSpecification.trainingImage`; list items count from 1. */
function place(path: readonly PropertyKey[]): string {
  return path
    .map((part) =>
      typeof part === "number"
        ? `${part + 1}.member`
        : String(part).charAt(0).toLowerCase() + String(part).slice(1),
    )
    .join(".");
}
