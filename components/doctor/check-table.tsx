"use client";
import { IconButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { type StatusKind, StatusLabel } from "@/components/ui/status-label";
import { useToast } from "@/components/ui/toast";
import type { DoctorCheck, DoctorResult } from "@/lib/contracts/doctor";
import { common } from "@/lib/words/common";
import { doctorWords as words } from "@/lib/words/doctor";

const KINDS: Record<DoctorResult, StatusKind> = {
  ok: "well",
  limits: "partial",
  blocks: "failed",
  unknown: "unknown",
};

function Line({ check: { line, what } }: { readonly check: DoctorCheck }) {
  const toast = useToast();
  if (line === null) return null;
  const copy = async () => {
    const ok = await copyText(line);
    toast(ok ? { text: words.lineCopied } : { text: common.copyFailed, kind: "failed" });
  };
  return (
    <span className="flex min-w-0 items-center gap-2">
      <code className="min-w-0 truncate" title={line}>
        {line}
      </code>
      <IconButton
        icon="copy"
        size="sm"
        label={words.copyLineOf(what)}
        onClick={() => void copy()}
      />
    </span>
  );
}

const COLUMNS: readonly Column<DoctorCheck>[] = [
  {
    id: "state",
    head: words.columns.state,
    width: "14%",
    card: "state",
    cell: ({ result, word }) => <StatusLabel kind={KINDS[result]}>{word}</StatusLabel>,
  },
  {
    id: "what",
    head: words.columns.what,
    width: "30%",
    wrap: true,
    card: "title",
    cell: ({ what, found }) => (
      // One part: a card lays out several side by side.
      <div className="min-w-0">
        {what}
        <small className="block wrap-anywhere">{found}</small>
      </div>
    ),
  },
  {
    id: "means",
    head: words.columns.means,
    width: "26%",
    wrap: true,
    card: "full",
    cell: ({ means }) => means,
  },
  {
    id: "line",
    head: words.columns.line,
    width: "30%",
    card: "full",
    cell: (check) => <Line check={check} />,
  },
];

export interface CheckTableProps {
  readonly label: string;
  readonly checks: readonly DoctorCheck[];
}

/** Checks with what each makes possible, and the line that mends it. */
export function CheckTable({ label, checks }: CheckTableProps) {
  return (
    <DataTable
      label={label}
      columns={COLUMNS}
      rows={checks}
      rowHeight={52}
      rowKey={({ id }) => id}
    />
  );
}
