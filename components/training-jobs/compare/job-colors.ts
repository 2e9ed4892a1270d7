import type { SeriesColor } from "@/components/charts/chart-types";

const COLORS = 8;

/** A job keeps its colour on the page: by its place among the compared. */
export const colorOfPlace = (place: number): SeriesColor => ((place % COLORS) + 1) as SeriesColor;
