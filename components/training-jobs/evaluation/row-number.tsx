import Link from "next/link";
import type { Column } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import type { Evaluation } from "@/lib/domain/evaluation/evaluation";
import { formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";

/** Channels whose rows are judged, by the protocol; of other protocols it is not known. */
const CHANNELS: Readonly<Record<string, string>> = {
  holdout: "training",
  validation: "validation",
};

/** The dataset whose rows were judged, or null. */
function judgedDataset({ protocol }: Evaluation, { channels }: TrainingJobDetail): string | null {
  const channel = protocol && CHANNELS[protocol.kind];
  return channels.find(({ name }) => name === channel)?.dataset ?? null;
}

function RowNumber({ row, dataset }: { readonly row: number; readonly dataset: string | null }) {
  const target = useTarget();
  const number = formatNumber(row);
  return dataset === null ? (
    number
  ) : (
    <Link className="text-link" href={href.dataset(target, dataset, { row })}>
      {number}
    </Link>
  );
}

/** Which row of the data it is, with the way to it; nothing where no numbers were written. */
export function rowNumberColumn<Row extends { readonly at: number }>(
  evaluation: Evaluation,
  job: TrainingJobDetail,
): Column<Row>[] {
  const numbers = evaluation.predictions?.row ?? [];
  const dataset = judgedDataset(evaluation, job);
  if (numbers.length === 0) return [];
  return [
    {
      id: "row",
      head: words.row,
      align: "end",
      card: "title",
      cell: ({ at }) => {
        const row = numbers[at];
        return row === undefined ? null : <RowNumber row={row} dataset={dataset} />;
      },
    },
  ];
}
