import { jobListWords as words } from "@/lib/words/training-job-list";

/** Letters, spaces, digits and these signs are what AWS takes in a tag. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** What begins so is AWS's own. */
const RESERVED_TAG = /^aws:/i;

/** What is wrong with a tag, in one sentence; null when AWS takes it. */
export function tagProblem({ key, value }: { key: string; value: string }): string | null {
  if (RESERVED_TAG.test(key)) return words.reservedTag;
  return TAG_TEXT.test(key) && TAG_TEXT.test(value) ? null : words.tagSigns;
}
