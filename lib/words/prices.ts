/** What things cost on an account. */
export const priceWords = {
  listPrices: (region: string) => `list prices, ${region}`,
  unknown: "–",
  anHour: (dollars: string) => `${dollars} an hour`,
  total: "Total now",
  ofMonth: (dollars: string) => `endpoints alone: ${dollars} a month`,
  notKnown: (count: number) =>
    count === 1 ? "The price of one is not known." : `The prices of ${count} are not known.`,
  because: (reason: string) => `Prices could not be read: ${reason}`,
} as const;
