import Link from "next/link";
import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LineMini } from "@/components/ui/line-mini";
import { useNow } from "@/components/ui/use-now";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { Home } from "@/lib/contracts/home";
import { byWhatWaits, type Journey, STATIONS, stationStates } from "@/lib/domain/journeys";
import { homeWords as words } from "@/lib/words/home";
import { type OfferedStep, stepOf } from "./step-of";

interface Row {
  readonly journey: Journey;
  readonly step: OfferedStep;
}

const columnsFor = (hasImage: boolean): readonly Column<Row>[] => [
  {
    id: "dataset",
    head: words.other.dataset,
    link: true,
    card: "title",
    cell: ({ journey }) => journey.dataset,
  },
  {
    id: "progress",
    head: words.other.progress,
    card: "full",
    cell: ({ journey }) => {
      const states = stationStates(journey, hasImage);
      const done = STATIONS.filter((id) => states[id] === "done").length;
      return <LineMini states={STATIONS.map((id) => states[id])} label={words.progress(done)} />;
    },
  },
  {
    id: "stands",
    head: words.other.stands,
    card: "full",
    wrap: true,
    cell: ({ step }) => step.title,
  },
  {
    id: "next",
    head: words.other.next,
    card: "full",
    cell: ({ step }) => <Link href={step.to}>{step.action}</Link>,
  },
];

const EVERY_MS = 10_000;

export interface OtherJourneysProps {
  readonly home: Home;
  /** The one that the page is about. */
  readonly shown: Journey;
}

/** The other datasets' journeys, what waits for somebody first. */
export function OtherJourneys({ home, shown }: OtherJourneysProps) {
  const target = useTarget();
  const now = useNow(EVERY_MS);
  const { hasImage, journeys, cut } = home;
  const others = journeys.filter(({ dataset }) => dataset !== shown.dataset);
  if (now === null || others.length === 0) return null;
  const rows = others
    .sort(byWhatWaits(hasImage))
    .map((journey) => ({ journey, step: stepOf(journey, hasImage, { target, now }) }));
  return (
    <Section
      title={words.others}
      aside={cut ? `${words.othersAside} · ${words.othersCut}` : words.othersAside}
    >
      <DataTable
        label={words.others}
        columns={columnsFor(hasImage)}
        rows={rows}
        rowKey={({ journey }) => journey.dataset}
        href={({ journey }) => href.home(target, { journey: journey.dataset })}
      />
    </Section>
  );
}
