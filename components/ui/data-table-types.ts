import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly align?: "start" | "end";
  /** The head becomes a button that asks for this order. */
  readonly sortable?: boolean;
  /** The order of the first press; descending unless told. */
  readonly sortsFirst?: Sort["direction"];
  /** This cell carries the row's link; exactly one column of a table with `href`. */
  readonly link?: boolean;
  /** Any CSS length. */
  readonly width?: string;
  readonly wrap?: boolean;
  /**
   * Its place in the card that a row becomes under 52rem: name, state at its right, a whole line,
   * the one number at the right, a box at the left that selects the row, or nothing. Columns without
   * a place follow in order.
   */
  readonly card?: "title" | "select" | "state" | "full" | "figure" | "hide";
  /** Stands before the value in a card. */
  readonly cardLabel?: string;
}

export interface Sort {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

export interface DataTableProps<Row> {
  /** What the table lists, read aloud. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where a row leads. */
  readonly href?: (row: Row) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** 34 px, or 52 px where cells have two lines. */
  readonly rowHeight?: 34 | 52;
  /** What is shown is older than it should be. */
  readonly stale?: boolean;
  /** Rows become cards under 52rem; a small plain table scrolls sideways instead. */
  readonly cards?: boolean;
}
