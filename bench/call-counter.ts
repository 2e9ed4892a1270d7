import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Calls {
  /** Questions for training jobs: Search, ListTrainingJobs and DescribeTrainingJob. */
  readonly calls: number;
  /** Training jobs in the answers. */
  readonly records: number;
}

export interface CallCounter {
  readonly url: string;
  counts(): Calls;
  reset(): void;
  close(): void;
}

const COUNTED = /\.(Search|ListTrainingJobs|DescribeTrainingJob)$/;

/** How many jobs an answer holds. */
function recordsIn(text: string): number {
  const answer = JSON.parse(text) as Record<string, unknown>;
  const list = answer["Results"] ?? answer["TrainingJobSummaries"];
  return Array.isArray(list) ? list.length : 1;
}

/** Passes everything on to an engine and counts what is asked about training jobs. */
export async function callCounter(endpoint: string): Promise<CallCounter> {
  const { hostname, port } = new URL(endpoint);
  let counts: Calls = { calls: 0, records: 0 };
  const server = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const isCounted = COUNTED.test(String(headers["x-amz-target"]));
    const passed = request({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      if (!isCounted) return;
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const { calls, records } = counts;
        const found = recordsIn(Buffer.concat(chunks).toString());
        counts = { calls: calls + 1, records: records + found };
      });
    });
    passed.on("error", (error) => outgoing.destroy(error));
    incoming.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => counts,
    reset: () => {
      counts = { calls: 0, records: 0 };
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
