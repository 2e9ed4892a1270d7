import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What AWS answers instead, as its JSON protocols write it. */
export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

export interface DenyingProxy {
  readonly url: string;
  /** Operation ("SageMaker.ListAlgorithms", "GetRole", "GET object") → what it is refused with from now on. */
  readonly refused: Map<string, Refusal>;
  /** Operations that were refused, each time. */
  readonly asked: string[];
  close(): Promise<void>;
}

const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** JSON services name the operation in a header, Query services in the body, others by address. */
function operationOf({ headers, method, url = "" }: IncomingMessage, body: Buffer): string {
  const named =
    headers["x-amz-target"] ?? new URLSearchParams(body.toString("latin1")).get("Action");
  if (named) return String(named);
  const { pathname } = new URL(url, "http://proxy");
  if (pathname.endsWith("/invocations")) return "InvokeEndpoint";
  return `${method} ${/^\/[^/]+\/./.test(pathname) ? "object" : "bucket"}`;
}

function refuse(answer: ServerResponse, { status, type, message }: Refusal, operation: string) {
  const inside = `<Code>${type}</Code><Message>${message}</Message>`;
  const isJson = operation.includes(".") || operation === "InvokeEndpoint";
  const xml = operation.includes(" ")
    ? `<Error>${inside}</Error>`
    : `<ErrorResponse><Error><Type>Sender</Type>${inside}</Error><RequestId>refused</RequestId></ErrorResponse>`;
  answer.writeHead(status, {
    "content-type": isJson ? "application/x-amz-json-1.1" : "text/xml",
    "x-amzn-requestid": "refused",
  });
  answer.end(isJson ? JSON.stringify({ __type: type, message }) : xml);
}

/** Stands before an engine and refuses chosen calls, as an account's policies and limits do. */
export async function denyingProxy(engineUrl: string): Promise<DenyingProxy> {
  const refused = new Map<string, Refusal>();
  const refusals: string[] = [];
  const { hostname, port } = new URL(engineUrl);
  const server = createServer(async (asked, answer) => {
    const body = await readBody(asked);
    const operation = operationOf(asked, body);
    const refusal = refused.get(operation);
    if (refusal) {
      refusals.push(operation);
      return refuse(answer, refusal, operation);
    }
    const { method, url, headers } = asked;
    // The Host header is part of the signature, so it passes unchanged.
    const onward = request({ hostname, port, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    asked: refusals,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
