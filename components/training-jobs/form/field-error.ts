import type { JobForm } from "./use-job-form";

/** A Field's error, or nothing: the property may not be undefined. */
export function errorOf(form: JobForm, path: string): { error?: string } {
  const error = form.problems.get(path);
  return error === undefined ? {} : { error };
}
