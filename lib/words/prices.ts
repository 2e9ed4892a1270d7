/** What things cost on an account. */
export const priceWords = {
  listPrices: (region: string) => `list prices, ${region}`,
  unknown: "–",
  anHour: (dollars: string) => `${dollars} an hour`,
  total: "Total now",
  ofMonth: (dollars: string) => `endpoints alone: ${dollars} a month`,
  notKnown: (count: number) =>
    count === 1 ? "The price of one is not known." : `The prices of ${count} are not known.`,
  sinceCreated: (hourly: string, soFar: string) =>
    `${hourly} an hour, about ${soFar} so far; list price`,
  ofJob: (dollars: string) => `${dollars} at list price`,
  atMost: (dollars: string) => `Costs at most ${dollars}`,
  whileRunning: (hourly: string) => `${hourly} an hour while it runs, list price`,
  untilDeleted: (month: string) => `${month} a month, until it is deleted; list price`,
  unknownCost: (reason: string | undefined) =>
    reason === undefined
      ? "AWS lists no price for it here."
      : `What it costs is not known: ${reason}`,
  because: (reason: string) => `Prices could not be read: ${reason}`,
} as const;
