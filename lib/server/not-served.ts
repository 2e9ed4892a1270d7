import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { apiSentences } from "@/lib/words/api";

/** @throws AppError NotFound, always. */
export function notServed(): never {
  throw new AppError("NotFound", {
    detail: apiSentences.notServed,
    fix: apiSentences.notServedFix,
  });
}
