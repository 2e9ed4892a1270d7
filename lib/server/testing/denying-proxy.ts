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
  /** Operation ("SageMaker.ListAlgorithms", "GetRole") → what it is refused with from now on. */
  readonly refused: Map<string, Refusal>;
  close(): Promise<void>;
}

const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** JSON services name the operation in a header, Query services in the body. */
const operationOf = ({ headers }: IncomingMessage, body: Buffer): string =>
  String(
    headers["x-amz-target"] ?? new URLSearchParams(body.toString("latin1")).get("Action") ?? "",
  );

function refuse(answer: ServerResponse, { status, type, message }: Refusal, isQuery: boolean) {
  const text = isQuery
    ? `<ErrorResponse><Error><Type>Sender</Type><Code>${type}</Code><Message>${message}</Message></Error><RequestId>refused</RequestId></ErrorResponse>`
    : JSON.stringify({ __type: type, message });
  answer.writeHead(status, {
    "content-type": isQuery ? "text/xml" : "application/x-amz-json-1.1",
    "x-amzn-requestid": "refused",
  });
  answer.end(text);
}

/** Stands before an engine and refuses chosen calls, as an account's policies and limits do. */
export async function denyingProxy(engineUrl: string): Promise<DenyingProxy> {
  const refused = new Map<string, Refusal>();
  const { hostname, port } = new URL(engineUrl);
  const server = createServer(async (asked, answer) => {
    const body = await readBody(asked);
    const operation = operationOf(asked, body);
    const refusal = refused.get(operation);
    if (refusal) return refuse(answer, refusal, !asked.headers["x-amz-target"]);
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
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
