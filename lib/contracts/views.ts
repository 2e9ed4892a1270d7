import * as z from "zod/mini";
import { isoTime } from "./common";

/** The lists whose filters can be kept under a name. */
export const viewList = z.enum(["training-jobs", "endpoints", "datasets", "activity"]);
export type ViewList = z.infer<typeof viewList>;

export const MOST_VIEWS = 50;
export const MOST_VIEW_LETTERS = 60;

/** One line of text without control characters, as a person types it. */
const viewName = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Give the view a name."),
    z.maxLength(MOST_VIEW_LETTERS, `Use at most ${MOST_VIEW_LETTERS} letters.`),
    z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "Use one line of text."),
  );

/** A query string without its question mark, as `URLSearchParams` writes it. */
const viewQuery = z.string().check(z.minLength(1), z.maxLength(1000), z.regex(/^[\x21-\x7e]*$/));

export const savedView = z.object({
  id: z.uuid(),
  name: viewName,
  query: viewQuery,
  savedAt: isoTime,
});
export type SavedView = z.infer<typeof savedView>;

/** As they lie under `trainyard/views/<list>.json`. */
export const viewsFile = z.object({
  version: z.literal(1),
  views: z.array(savedView).check(z.maxLength(MOST_VIEWS)),
});
export type ViewsFile = z.infer<typeof viewsFile>;

/** By name. */
export const savedViews = z.object({ views: z.array(savedView) });
export type SavedViews = z.infer<typeof savedViews>;

export const saveViewBody = z.strictObject({ name: viewName, query: viewQuery });
export type SaveViewBody = z.infer<typeof saveViewBody>;

export const renameViewBody = z.strictObject({ name: viewName });
