import { Figure } from "@/components/charts/figure";
import { LineChart } from "@/components/charts/line-chart";
import { Section } from "@/components/layout/section";
import { useNow } from "@/components/ui/use-now";
import { costOfDays, costOfMonth, sumKnown } from "@/lib/domain/costs";
import { formatDollars } from "@/lib/domain/format";
import { fleetWords as words } from "@/lib/words/endpoint-fleet";
import { priceWords } from "@/lib/words/prices";
import type { FleetEndpoint } from "./use-fleet";

const DAYS = 7;
const DAY_HOURS = 24;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HEIGHT = 130;

export interface CostPanelProps {
  readonly fleet: readonly FleetEndpoint[];
  /** Nothing costs anything on this machine. */
  readonly isFree: boolean;
  readonly region: string;
  readonly priceProblem: Error | null;
}

/** What the endpoints that are there now cost a day, for the last week. */
export function CostPanel({ fleet, isFree, region, priceProblem }: CostPanelProps) {
  const now = useNow(MINUTE_MS);
  const priced = fleet.flatMap(({ hourly, createdAt }) =>
    hourly === null ? [] : [{ hourly, createdAt }],
  );
  const { sum, unknown } = sumKnown(fleet.map(({ hourly }) => hourly));
  if (isFree) {
    return (
      <Section title={words.cost}>
        <p className="text-ink-2">{words.free}</p>
      </Section>
    );
  }
  return (
    <div className="section">
      {now === null || priced.length === 0 ? (
        <Section title={words.cost}>
          <p className="text-ink-2">{words.costNone}</p>
        </Section>
      ) : (
        <Days days={costOfDays(priced, now, DAYS)} now={now} hourly={sum} region={region} />
      )}
      {unknown > 0 ? (
        <p className="mt-2 text-ink-3 text-xs">{priceWords.notKnown(unknown)}</p>
      ) : null}
      {priceProblem ? (
        <p className="mt-2 text-ink-3 text-xs">{priceWords.because(priceProblem.message)}</p>
      ) : null}
    </div>
  );
}

interface DaysProps {
  readonly days: readonly number[];
  readonly now: number;
  /** US dollars, of all together. */
  readonly hourly: number;
  readonly region: string;
}

function Days({ days, now, hourly, region }: DaysProps) {
  const day = formatDollars(hourly * DAY_HOURS);
  const points = days.map((cost, at) => [now - (days.length - 1 - at) * DAY_MS, cost] as const);
  return (
    <Figure
      title={words.costDays}
      unit={words.costUnit}
      caption={words.costCaption(day, formatDollars(costOfMonth(hourly)), region)}
    >
      <LineChart
        panels={[
          {
            id: "cost",
            height: HEIGHT,
            fromZero: true,
            series: [{ id: "cost", name: day, points, area: true }],
          },
        ]}
        x={{ kind: "time", name: words.costDay }}
        format={formatDollars}
        formatX={(x) => new Date(x).toLocaleDateString("en-GB", { day: "numeric", month: "short" })}
      />
    </Figure>
  );
}
