/** Below the list: what asks for a person, and what all of them cost. */
export const fleetWords = {
  needs: "Needs someone",
  nobody: "No endpoint that was looked at needs someone.",
  partly: (watched: string) => `the first ${watched} were looked at`,
  callsUnknown: (reason: string) => `When they were called last could not be read: ${reason}`,
  verdict: { failed: "failed", outOfService: "out of service", errors: "degraded", idle: "idle" },
  says: {
    failed: (status: string) => (status === "Failed" ? "failed" : "kept what served before"),
    outOfService: "is out of service",
    errors: (share: string) => `answered ${share} of its calls with a 5xx`,
    idle: (time: string, isAtLeast: boolean) =>
      `has had no call for ${isAtLeast ? "over " : ""}${time}`,
  },
  because: {
    failed: "Its log says why.",
    outOfService: "It takes no requests until it is updated with a configuration that works.",
    errors: (failed: string, calls: string) => `${failed} of ${calls} calls in 15 min.`,
    idleFree: "It costs nothing here but the memory of its containers.",
    idle: (day: string, soFar: string) => `Costs ${day} a day, about ${soFar} so far; list price.`,
    idleStays: "Its model and endpoint config stay when it alone is deleted.",
  },
  action: {
    failed: "Read the log",
    outOfService: "Update it",
    errors: "Read the errors",
    idle: "Look or delete",
  },
  cost: "Cost of endpoints",
  costDays: "Cost of endpoints, last 7 days",
  costUnit: "$ a day",
  costDay: "day",
  costName: "all endpoints",
  free: "Endpoints cost nothing on this machine.",
  costNone: "No price is known yet.",
  costCaption: (day: string, month: string, region: string) =>
    `${day} a day at the present rate, ${month} a month; list prices, ${region}. Counted for the endpoints that are there now, as large as they are now.`,
} as const;
