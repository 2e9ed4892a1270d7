/** The list of endpoints. */
export const endpointWords = {
  title: "Endpoints",
  deploy: "Deploy a model",
  count: (count: string, more: boolean) =>
    `${count}${more ? "+" : ""} ${count === "1" ? "endpoint" : "endpoints"}`,
  failed: (count: string) => `${count} failed`,
  search: "Find by name",
  columns: {
    state: "State",
    name: "Endpoint",
    behind: "Model",
    calls: "Calls, 15 min",
    errors: "Errors",
    p50: "p50, ms",
    p99: "p99, ms",
    instances: "Instances",
    created: "Created",
    hourly: "An hour",
  },
  none: "none",
  quiet: (time: string, isAtLeast: boolean) => `idle ${isAtLeast ? "over " : ""}${time}`,
  degraded: (count: string) => `${count} degraded`,
  idle: (count: string) => `${count} idle`,
  unknown: "Unknown",
  was: (status: string) => `was ${status}`,
  footnote:
    "What needs someone stands first, with figures for the first twelve. p50 and p99 are ModelLatency plus OverheadLatency. Endpoints made by boto3 or the CLI appear here too.",
  emptyTitle: "No endpoints yet",
  emptyText: "An endpoint answers with predictions over HTTP, from the model of a training job.",
  noMatch: (q: string) => `No endpoint has “${q}” in its name.`,
  clear: "Show all endpoints",
} as const;
