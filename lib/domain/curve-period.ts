const HOUR = 3600;
const DAY = 24 * HOUR;

/** A line of a list has room for no more. */
const MOST_POINTS = 40;
/** Shorter than a minute CloudWatch takes these alone, and keeps what they hold for three hours. */
const SHORT = [1, 5, 10, 30];

/** What CloudWatch keeps of a metric, by its age: a minute for 15 days, five for 63, then an hour. */
function finest(ageSeconds: number): number {
  if (ageSeconds < 15 * DAY) return 60;
  return ageSeconds < 63 * DAY ? 300 : HOUR;
}

/**
 * Seconds that one point of a small curve stands for: few enough points, in a period that CloudWatch
 * still has for what is so old.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export function curvePeriod(durationSeconds: number, ageSeconds: number): number {
  const wanted = durationSeconds / MOST_POINTS;
  const short = SHORT.find((period) => period >= wanted);
  if (short !== undefined && ageSeconds < 3 * HOUR) return short;
  const step = finest(ageSeconds);
  return Math.max(1, Math.ceil(wanted / step)) * step;
}
