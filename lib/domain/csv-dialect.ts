import { parseRecords } from "./csv-records";
import { DELIMITERS, type Delimiter } from "./delimiters";

/**
 * The delimiter under which the first records agree best: most records of one width, and wide.
 * Text without any of them is one column, read with commas.
 */
export function sniffDelimiter(text: string): Delimiter {
  const head = text.slice(0, 64 * 1024);
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const score = agreement(head, delimiter);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function agreement(text: string, delimiter: Delimiter): number {
  const widths = parseRecords(text, delimiter, 100).map((record) => record.length);
  const width = mode(widths);
  if (width < 2) return 0;
  const same = widths.filter((other) => other === width).length;
  // The share that agrees weighs most: a comma inside text gives many widths, never one.
  return (same / widths.length) ** 2 * Math.min(width, 20);
}

function mode(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [n, count] of counts) {
    if (count > most) {
      best = n;
      most = count;
    }
  }
  return best;
}
