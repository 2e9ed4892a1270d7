import { invalidParameter } from "./faults.ts";

/** True for messages that a filter pattern lets through. */
export type MessageTest = (message: string) => boolean;

const MAX_PATTERN = 1024;
const TERM = /(?<sign>[?-]?)(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s"]+))/g;

/**
 * CloudWatch's patterns of terms: all plain terms must be in the message, none
 * of the `-` ones, and one of the `?` ones when there are no others. Case
 * counts, and quotes keep spaces in a term.
 */
export function compilePattern(pattern: string | undefined): MessageTest {
  const text = pattern?.trim() ?? "";
  if (text.length > MAX_PATTERN)
    throw invalidParameter(`A filter pattern has at most ${MAX_PATTERN} characters.`);
  if (/^[{[%]/.test(text))
    throw invalidParameter(
      "Trainyard serves filter patterns of terms, not JSON, column or regular expression patterns.",
    );
  const terms = [...text.matchAll(TERM)].map(({ groups }) => ({
    sign: groups?.["sign"] ?? "",
    word: groups?.["quoted"]?.replace(/\\(.)/g, "$1") ?? groups?.["bare"] ?? "",
  }));
  const words = (sign: string) =>
    terms.filter((term) => term.sign === sign).map(({ word }) => word);
  const [all, none, any] = [words(""), words("-"), words("?")];
  return (message) => {
    const has = (word: string) => message.includes(word);
    if (none.some(has) || !all.every(has)) return false;
    // As in CloudWatch, optional terms beside required ones change nothing.
    return all.length > 0 || any.length === 0 || any.some(has);
  };
}
