/**
 * The dashboard's server with one live stream in place of Next, as a process for the tests: a stop
 * signal can only be tried on a whole process.
 */
import { readConfig } from "../config.ts";
import { presence } from "../presence.ts";
import { startServer } from "../server.ts";
import { stopOnSignal } from "../stop-on-signal.ts";

const dashboard = await startServer(readConfig({ TRAINYARD_PORT: "0" }), (_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write('data: {"kind":"hello"}\n\n');
  const stream = { close: () => response.end('data: {"kind":"goodbye"}\n\n') };
  presence().streams.add(stream);
});
stopOnSignal(dashboard, (error) => {
  throw error;
});
process.stdout.write(`${dashboard.url}\n`);
