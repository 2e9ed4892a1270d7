import type { Metadata } from "next";
import { ComparePage } from "@/components/training-jobs/compare/compare-page";
import { compareWords } from "@/lib/words/compare";

export const metadata: Metadata = { title: compareWords.page };

export default function Compare() {
  return <ComparePage />;
}
