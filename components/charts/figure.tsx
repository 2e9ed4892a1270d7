"use client";
import { Fragment, type ReactNode, useCallback, useMemo, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-types";
import { common } from "@/lib/words/common";
import type { FigureTable } from "./chart-types";
import { FigureContext } from "./figure-context";
import type { ReadOutPart } from "./series";

export interface FigureProps {
  readonly title: ReactNode;
  /** The unit, at the right of the head: "ms, model + overhead". */
  readonly unit?: ReactNode;
  /** Reads without the picture. Its first sentence is the chart's name. */
  readonly caption: string;
  /** Controls at the right of the head. */
  readonly controls?: ReactNode;
  /** One chart. */
  readonly children: ReactNode;
}

const firstSentence = (caption: string): string =>
  /^.*?[.!?](?=\s|$)/.exec(caption)?.[0] ?? caption;

function ReadOut({ parts }: { readonly parts: readonly ReadOutPart[] | null }) {
  return (
    <output>
      {parts
        ? parts.map(({ name, value }, index) => (
            <Fragment key={name}>
              {index > 0 ? " · " : null}
              {name} <b>{value}</b>
            </Fragment>
          ))
        : common.figure.readOut}
    </output>
  );
}

/** A chart with title, unit, read-out, caption, and the same as a table. */
export function Figure({ title, unit, caption, controls, children }: FigureProps) {
  const [parts, setParts] = useState<readonly ReadOutPart[] | null>(null);
  const [lent, setLent] = useState<(() => FigureTable) | null>(null);
  const [reset, setReset] = useState<(() => void) | null>(null);
  const [reads, setReads] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const lendTable = useCallback((table: (() => FigureTable) | null) => setLent(() => table), []);
  const lendReset = useCallback((leave: (() => void) | null) => setReset(() => leave), []);
  const value = useMemo(
    () => ({
      name: firstSentence(caption),
      showReadOut: setParts,
      offerReading: setReads,
      lendTable,
      lendReset,
    }),
    [caption, lendTable, lendReset],
  );
  const items: MenuItem[] = [
    {
      id: "table",
      icon: "columns",
      label: asTable ? common.figure.asChart : common.figure.asTable,
      onSelect: () => setAsTable(!asTable),
    },
    ...(reset
      ? [{ id: "reset", icon: "undo" as const, label: common.figure.resetZoom, onSelect: reset }]
      : []),
  ];
  return (
    <FigureContext value={value}>
      <figure className="figure">
        <div className="figure-head">
          <b>{title}</b>
          {reads && !asTable ? <ReadOut parts={parts} /> : null}
          <div className="aside">
            {unit}
            {controls}
            {lent ? (
              <Menu
                align="end"
                trigger={<IconButton icon="more" size="sm" label={common.figure.options} />}
                items={items}
              />
            ) : null}
          </div>
        </div>
        {asTable && lent ? <DataAsTable table={lent()} name={value.name} /> : null}
        <div hidden={asTable}>{children}</div>
        <figcaption>{caption}</figcaption>
      </figure>
    </FigureContext>
  );
}

function DataAsTable({ table, name }: { readonly table: FigureTable; readonly name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="figure-table" tabIndex={0} aria-label={name}>
      <table className="data-table" aria-label={name}>
        <thead>
          <tr>
            {table.head.map((head) => (
              <th key={head} scope="col" data-align="end">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, index) => (
                <td key={table.head[index]} data-align="end">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
