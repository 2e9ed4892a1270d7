import type { Metadata } from "next";
import { ScorePage } from "@/components/scoring/score-page";
import { scoringWords } from "@/lib/words/scoring";

export const metadata: Metadata = { title: scoringWords.title };

export default function Score() {
  return <ScorePage />;
}
