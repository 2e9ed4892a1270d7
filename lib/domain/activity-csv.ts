import type { ActivityEvent } from "./activity";
import { safeCsvRecord } from "./csv-export";

const HEAD = ["at", "object", "name", "state", "detail", "by"];

/** Events as text/csv (RFC 4180), a line each; cells cannot become formulas in a spreadsheet. */
export const activityCsv = (events: readonly ActivityEvent[]): string =>
  [
    HEAD,
    ...events.map(({ at, object, name, word, detail, by }) => [
      at,
      object,
      name,
      word,
      detail ?? "",
      by ?? "",
    ]),
  ]
    .map(safeCsvRecord)
    .join("");
