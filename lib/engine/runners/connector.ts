import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { asEnvironment } from "./variables.ts";

/** Connects to a port inside a container's network namespace. */
export interface Connector {
  /** A fresh connection; rejects while nothing listens on the port. */
  connect(): Promise<Socket>;
  close(): void;
}

interface Answer {
  readonly id: number;
  readonly error?: string;
}

/**
 * The connector's whole program, as text so that it stays itself when the engine is bundled. For
 * each number it is sent it dials the port and passes the connection itself back, so that no byte
 * of a request travels through it.
 */
const DIAL_ON_REQUEST = `
const { connect } = require("node:net");
const port = Number(process.argv[1]);
const send = (answer, socket) => process.send(answer, socket, {}, () => {});
process.on("message", (id) => {
  const socket = connect({ host: "127.0.0.1", port });
  socket.pause();
  socket.once("error", ({ message }) => send({ id, error: message }));
  socket.once("connect", () => send({ id }, socket));
});
process.once("disconnect", () => process.exit());
`;

const MAX_COMPLAINT = 2000;

interface Waiting {
  readonly resolve: (socket: Socket) => void;
  readonly reject: (error: Error) => void;
}

/** Matches answers to questions, and fails those that stay open when the connector ends. */
function createCorrespondence(child: ChildProcess, onEnd: () => void) {
  const waiting = new Map<number, Waiting>();
  let said = "";
  let ended: Error | undefined;
  const end = (cause: string): void => {
    if (ended) return;
    ended = new Error(`The container's network cannot be reached: ${cause}`);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    onEnd();
  };
  child.stderr?.on("data", (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-MAX_COMPLAINT);
  });
  child.on("message", ({ id, error }: Answer, socket) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (socket instanceof Socket && !error) asked ? asked.resolve(socket) : socket.destroy();
    else asked?.reject(new Error(error ?? "the connection was lost on its way to the engine"));
  });
  child.once("error", ({ message }) => end(message));
  child.once("close", () => end(said.trim() || "the container has ended"));
  return (id: number): Promise<Socket> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      waiting.set(id, { resolve, reject });
      child.send(id, (error) => error && end(said.trim() || error.message));
    });
}

/**
 * Starts a connector in the user and network namespaces of the process `pid`. It ends with `close`
 * and, since its channel closes, with the engine; `onEnd` is called then.
 */
export function openConnector(
  nsenter: string,
  { pid, port }: { readonly pid: number; readonly port: number },
  onEnd: () => void,
): Connector {
  const enter = ["-t", String(pid), "-U", "-n", "--preserve-credentials", "--"];
  const program = [process.execPath, "-e", DIAL_ON_REQUEST, String(port)];
  const child = spawn(nsenter, [...enter, ...program], {
    env: asEnvironment({}),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const ask = createCorrespondence(child, onEnd);
  let last = 0;
  return {
    connect: async () => {
      last += 1;
      const socket = await ask(last);
      socket.setNoDelay(true);
      return socket;
    },
    close: () => void child.kill("SIGKILL"),
  };
}
