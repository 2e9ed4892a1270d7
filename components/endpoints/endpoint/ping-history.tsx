import { PingStrip } from "@/components/charts/ping-strip";
import { Section } from "@/components/layout/section";
import type { EndpointHealth } from "@/lib/contracts/endpoints";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { endpointPageWords } from "@/lib/words/endpoint";

const words = endpointPageWords.pings;

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Whether the container answered, ping by ping; nothing where it prints none. */
export function PingHistory({ health }: { readonly health: EndpointHealth }) {
  const { pings, windowMinutes } = health;
  if (pings.length === 0) return null;
  const answered = pings.filter(({ status }) => status === 200);
  const median = medianOf(answered.map(({ milliseconds }) => milliseconds));
  const caption = words.caption(
    formatNumber(answered.length),
    formatNumber(pings.length),
    answered.length === 0 ? null : formatMetric(median, 2),
  );
  return (
    <Section title={words.title} aside={words.aside(windowMinutes)}>
      <PingStrip
        label={caption}
        pings={pings.map(({ at, status }) => ({ at, wasAnswered: status === 200 }))}
      />
      <p className="mt-2 text-ink-2 text-xs">{caption}</p>
    </Section>
  );
}
