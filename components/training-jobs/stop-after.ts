const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400 };
const SHORTEST = 60;
const LONGEST = 28 * 86_400;
const WHOLE = /^(\d{1,9}\s*(s|min|m|h|d)\s*)+$/;
const PART = /(\d+)\s*(s|min|m|h|d)/g;

/** Seconds of `1 h`, `90 min`, `1 d 12 h`; null for what is no time SageMaker takes. */
export function parseStopAfter(text: string): number | null {
  const typed = text.trim().toLowerCase();
  if (!WHOLE.test(typed)) return null;
  let seconds = 0;
  for (const [, amount, unit = ""] of typed.matchAll(PART)) {
    seconds += Number(amount) * (SECONDS[unit] ?? 0);
  }
  return seconds >= SHORTEST && seconds <= LONGEST ? seconds : null;
}

/** `1 h`, `90 min`, `1 d 12 h`: the shortest text that reads back as the same time. */
export function stopAfterText(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const unit of ["d", "h", "min", "s"]) {
    const size = SECONDS[unit] ?? 1;
    const amount = Math.floor(rest / size);
    if (amount > 0) parts.push(`${amount} ${unit}`);
    rest -= amount * size;
  }
  return parts.join(" ");
}
