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
 * The connector's whole program, given to Node as text. For each number it is sent it dials the
 * port and passes the connection itself back, so that no byte of a request travels through it.
 */
function dialOnRequest(port: number): void {
  const { connect } = process.getBuiltinModule("node:net");
  const send = (answer: Answer, socket?: Socket): void => {
    process.send?.(answer, socket, {}, () => {});
  };
  process.on("message", (id: number) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.pause();
    socket.once("error", ({ message }) => send({ id, error: message }));
    socket.once("connect", () => send({ id }, socket));
  });
  process.once("disconnect", () => process.exit());
}

interface Waiting {
  readonly resolve: (socket: Socket) => void;
  readonly reject: (error: Error) => void;
}

/** Matches answers to questions, and fails those that stay open when the connector ends. */
function createCorrespondence(child: ChildProcess) {
  const waiting = new Map<number, Waiting>();
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  child.on("message", ({ id, error }: Answer, socket) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (socket instanceof Socket && !error) asked ? asked.resolve(socket) : socket.destroy();
    else asked?.reject(new Error(error ?? "The connection was lost on its way to the engine."));
  });
  child.once("error", end);
  child.once("exit", () => end(new Error("The container's network is gone: it has ended.")));
  return (id: number): Promise<Socket> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      waiting.set(id, { resolve, reject });
      child.send(id, (error) => error && end(error));
    });
}

/**
 * Starts a connector in the user and network namespaces of the process `pid`. It ends with `close`
 * and, since its channel closes, with the engine.
 */
export function openConnector(nsenter: string, pid: number, port: number): Connector {
  const enter = ["-t", String(pid), "-U", "-n", "--preserve-credentials", "--"];
  const program = `(${dialOnRequest.toString()})(${port})`;
  const child = spawn(nsenter, [...enter, process.execPath, "-e", program], {
    env: asEnvironment({}),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const ask = createCorrespondence(child);
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
