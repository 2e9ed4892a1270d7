"use client";
import { createContext, useContext } from "react";
import type { FigureTable } from "./chart-types";
import type { ReadOutPart } from "./series";

interface FigureValue {
  /** The caption's first sentence: the chart's accessible name. */
  readonly name: string;
  readonly showReadOut: (parts: readonly ReadOutPart[] | null) => void;
  /** A chart says that it reads points, so that the head offers it. */
  readonly offerReading: (on: boolean) => void;
  /** A chart lends its figure the data for "show as table". */
  readonly lendTable: (table: (() => FigureTable) | null) => void;
  /** A chart tells its figure how to leave the zoom, or that there is none. */
  readonly lendReset: (reset: (() => void) | null) => void;
}

const NOTHING: FigureValue = {
  name: "",
  showReadOut: () => undefined,
  offerReading: () => undefined,
  lendTable: () => undefined,
  lendReset: () => undefined,
};

export const FigureContext = createContext<FigureValue>(NOTHING);

/** The figure around a chart. */
export const useFigure = (): FigureValue => useContext(FigureContext);
