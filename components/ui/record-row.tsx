import type { ReactNode } from "react";
import { common } from "@/lib/words/common";
import type { DrawnColumns } from "./column-window";

export interface RecordColumn {
  readonly name: string;
  /** Numbers stand at the end. */
  readonly isNumber?: boolean;
  /** The last column: stays in sight at the right edge and is tinted. */
  readonly isTarget?: boolean;
}

interface AcrossProps {
  readonly columns: readonly RecordColumn[];
  readonly drawn: DrawnColumns;
}

/** The cells of one row from left to right, with the place of those that are not drawn. */
function across(
  { columns, drawn }: AcrossProps,
  cell: (column: RecordColumn, at: number) => ReactNode,
): ReactNode {
  const { first, end, before, after } = drawn;
  const target = columns.at(-1);
  return (
    <>
      <Gap width={before} />
      {columns.slice(first, end).map((column, at) => cell(column, first + at))}
      <Gap width={after} />
      {target?.isTarget ? cell(target, columns.length - 1) : null}
    </>
  );
}

/** Holds the place of columns that are not drawn. */
function Gap({ width }: { readonly width: number }) {
  return width > 0 ? <td aria-hidden style={{ width, maxWidth: "none" }} /> : null;
}

/** What a cell of a column says of itself, in the head and in the rows. */
const marksOf = ({ isNumber, isTarget }: RecordColumn, at: number) => ({
  "aria-colindex": at + 2,
  "data-number": isNumber ? "" : undefined,
  "data-target": isTarget ? "" : undefined,
});

/** The names of the columns. */
export function RecordHead(props: AcrossProps) {
  return (
    <tr>
      <th scope="col" data-row-number="" aria-colindex={1}>
        {common.table.row}
      </th>
      {across(props, (column, at) => (
        <th key={at} scope="col" title={column.name} {...marksOf(column, at)}>
          {column.name}
          {column.isTarget ? <span className="sr-only"> ({common.table.target})</span> : null}
        </th>
      ))}
    </tr>
  );
}

export interface RecordRowProps extends AcrossProps {
  readonly index: number;
  /** Undefined until it is known. */
  readonly number: number | undefined;
  /** Undefined while they are read. */
  readonly cells: readonly (string | null)[] | undefined;
  readonly isAt: boolean;
}

/** One row of a CSV. */
export function RecordRow({ index, number, cells, isAt, ...props }: RecordRowProps) {
  return (
    <tr aria-rowindex={index + 2} data-at={isAt ? "" : undefined} aria-busy={!cells}>
      <td data-row-number="" aria-colindex={1}>
        {number?.toLocaleString("en-US")}
      </td>
      {across(props, (column, at) => {
        const cell = cells?.[at] ?? null;
        return (
          <td key={at} title={cell ?? undefined} {...marksOf(column, at)}>
            {cells && cell === null ? <span className="missing">{common.missing}</span> : cell}
          </td>
        );
      })}
    </tr>
  );
}
