import "server-only";
import type { DoctorCheck, DoctorResult } from "@/lib/contracts/doctor";
import { doctorWords } from "@/lib/words/doctor";

type Subject = Pick<DoctorCheck, "id" | "group" | "what" | "means">;
export type Word = keyof typeof doctorWords.words;

/** One check of a subject. */
export const verdict = (
  { id, group, what, means }: Subject,
  result: DoctorResult,
  word: Word,
  found: string,
  line: string | null = null,
): DoctorCheck => ({ id, group, what, means, result, word: doctorWords.words[word], found, line });
