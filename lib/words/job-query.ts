/** What is wrong with a filter of training jobs. */
export const jobQueryWords = {
  noValue: (field: string) => `Give ${field} a value.`,
  noStatus: (value: string, statuses: readonly string[]) =>
    `${value} is no status. Use one of ${statuses.join(", ")}.`,
  noNumber: (field: string, value: string) =>
    `${field} is compared with numbers, not with ${value}.`,
} as const;
