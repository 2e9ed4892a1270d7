import "server-only";
import { processWide } from "@/lib/dashboard/process-wide";

const asked = () => processWide("answers.asked", () => new Map<string, Promise<unknown>>());

/**
 * The answer to one question for all who ask it at the same moment: every open tab does, when a
 * list has changed, and an account's lists may be asked for twice a second.
 * @param key names the question and its target; one key always has one type of answer
 */
export function sharedAnswer<T>(key: string, ask: () => Promise<T>): Promise<T> {
  const known = asked().get(key);
  if (known !== undefined) return known as Promise<T>;
  const answer = ask().finally(() => asked().delete(key));
  asked().set(key, answer);
  return answer;
}
