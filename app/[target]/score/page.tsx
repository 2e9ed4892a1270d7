import type { Metadata } from "next";
import { ScorePage } from "@/components/scoring/score-page";
import { scorePageWords } from "@/lib/words/score-page";

export const metadata: Metadata = { title: scorePageWords.title };

export default function Score() {
  return <ScorePage />;
}
