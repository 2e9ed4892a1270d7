import { scoringWords } from "@/lib/words/scoring";

/** The name of the column of predictions: one that the file does not have already. */
export function predictionName(columns: readonly string[]): string {
  let name: string = scoringWords.prediction;
  for (let copy = 2; columns.includes(name); copy += 1) name = `${scoringWords.prediction}_${copy}`;
  return name;
}
