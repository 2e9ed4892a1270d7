/*
 * What a terminal would do with a text: colours and titles (ECMA-48 control sequences, operating
 * system commands, single escapes), and lines that a carriage return writes anew.
 */
const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
const ESCAPES = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)|[@-Z\\\\^_])`,
  "g",
);
/** Control characters but the tab, and those that turn the direction of what follows. */
const HIDDEN = /(?!\t)[\p{Cc}\p{Bidi_Control}]/gu;
const PICTURES = 0x2400;

/** U+001B as "␛"; those that Unicode has no picture for by their number. */
function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/**
 * A line of a log as it reads in a terminal: without colours, of a progress bar its last state,
 * with characters that would be invisible, or would turn the line around, made visible.
 */
export function terminalText(line: string): string {
  if (line.search(HIDDEN) < 0) return line;
  const plain = line.replace(ESCAPES, "");
  const last = plain.split("\r").findLast((part) => part.trim() !== "") ?? "";
  return last.replace(HIDDEN, shown);
}
