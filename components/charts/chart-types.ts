/** x and y; a time is in milliseconds since the epoch. Points of a series ascend in x. */
export type Point = readonly [x: number, y: number];

/** The palette in its order, ink for what is compared with, and the status colours for errors. */
export type SeriesColor = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | "ink" | "warn" | "fail";

export interface ChartSeries {
  readonly id: string;
  /** Stands at the line's end; short. */
  readonly name: string;
  readonly points: readonly Point[];
  /** A series keeps its colour on the page; by its place in the panel unless told. */
  readonly color?: SeriesColor;
  /** Filled lightly down to the axis. */
  readonly area?: boolean;
  /** The line breaks where its points are further apart than this, in units of x. */
  readonly breakAfter?: number;
}

export interface BestPoint {
  readonly x: number;
  readonly y: number;
  /** "best 1,132.0" */
  readonly label: string;
}

/** One y axis. Series of different size stand in panels of their own above one x axis. */
export interface ChartPanel {
  readonly id: string;
  readonly series: readonly ChartSeries[];
  /** In px without the x axis; 190, or 90 for a panel below the first. */
  readonly height?: number;
  /** The y axis begins at 0, as for counts and shares. */
  readonly fromZero?: boolean;
  /** Ringed and named. */
  readonly best?: BestPoint;
}

/** A dashed vertical with a name: a deploy, a change of configuration. */
export interface ChartEvent {
  readonly x: number;
  readonly name: string;
}

export interface ChartAxis {
  readonly kind: "number" | "time";
  /** "trees": below the axis at its end, and before the value of the read-out. */
  readonly name: string;
  /** The ends of the axis; those of the data unless told. */
  readonly range?: readonly [number, number];
}

export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
