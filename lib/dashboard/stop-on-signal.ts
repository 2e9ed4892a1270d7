import type { Dashboard } from "./server.ts";

/**
 * Ends the process in good order on SIGTERM and Ctrl-C. Later signals change nothing: a terminal
 * and the launcher both send one.
 */
export function stopOnSignal(dashboard: Dashboard, onFault: (error: unknown) => void): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    dashboard.stop().then(() => process.exit(0), onFault);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
