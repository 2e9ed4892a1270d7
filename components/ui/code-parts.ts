export interface CodePart {
  /** Where it begins in the code. */
  readonly at: number;
  readonly kind: "comment" | "string" | "keyword" | null;
  readonly text: string;
}

/** Comments to the end of the line, quoted texts on one line, and the words that import. */
const PARTS =
  /(?<comment>(?:^|(?<=\s))(?:#|\/\/)[^\n]*)|(?<string>"[^"\n]*"|'[^'\n]*')|(?<keyword>\b(?:import|from|const|await|with|as|for|in|print)\b)/gm;

/** Cuts code into what is coloured and what is not; the parts joined are the code. */
export function codeParts(code: string): readonly CodePart[] {
  const parts: CodePart[] = [];
  let from = 0;
  for (const match of code.matchAll(PARTS)) {
    if (match.index > from)
      parts.push({ at: from, kind: null, text: code.slice(from, match.index) });
    const { comment, string } = match.groups ?? {};
    const kind = comment !== undefined ? "comment" : string !== undefined ? "string" : "keyword";
    parts.push({ at: match.index, kind, text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < code.length) parts.push({ at: from, kind: null, text: code.slice(from) });
  return parts;
}
