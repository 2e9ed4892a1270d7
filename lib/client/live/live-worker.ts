import { type ConnectionState, LiveConnection } from "./connection";
import { Fanout } from "./fanout";
import { holdLock } from "./hold-lock";
import type { ToTab, ToWorker } from "./worker-messages";

/** One target's stream and the tabs that follow it. */
interface Shared {
  readonly connection: LiveConnection;
  readonly fanout: Fanout;
  readonly tabs: Set<Tab>;
  state: ConnectionState;
}

const shared = new Map<string, Shared>();
/** A browser may end a worker whose tabs live on; they learn it by this lock. */
const life = holdLock("trainyard-worker");

function open(target: string): Shared {
  const tell = (message: ToTab) => {
    for (const tab of made.tabs) tab.send(message);
  };
  const connection = new LiveConnection({
    target,
    onEvent: (event) => {
      // Beats are for every tab; what has a topic goes to those that follow it.
      if (event.kind === "beat") tell({ kind: "event", target, event });
      else made.fanout.take(event);
    },
    onState: (state) => {
      made.state = state;
      tell({ kind: "state", target, state });
    },
    positionOf: (topic) => made.fanout.positionOf(topic),
  });
  const made: Shared = {
    connection,
    fanout: new Fanout(connection),
    tabs: new Set(),
    state: { status: "idle", retryAt: null },
  };
  shared.set(target, made);
  return made;
}

/** One open tab, at the other end of a port. */
class Tab {
  readonly #port: MessagePort;
  readonly #leave = new Map<string, () => void>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ToWorker>) => this.#receive(data);
  }

  send(message: ToTab): void {
    this.#port.postMessage(message);
  }

  #receive(message: ToWorker): void {
    if (message.kind === "hello") {
      void navigator.locks.request(message.lock, () => this.#end());
      void life.then((lock) => this.send({ kind: "hello", lock }));
      return;
    }
    const { target } = message;
    const source = shared.get(target) ?? open(target);
    if (message.kind === "retry") source.connection.retryNow();
    else if (message.kind === "follow") this.#follow(source, target, message.topic);
    else this.#unfollow(target, message.topic);
  }

  #follow(source: Shared, target: string, topic: string): void {
    const key = `${target} ${topic}`;
    if (this.#leave.has(key)) return;
    if (!source.tabs.has(this)) {
      source.tabs.add(this);
      this.send({ kind: "state", target, state: source.state });
    }
    const leave = source.fanout.listen(topic, (event) =>
      this.send({ kind: "event", target, event }),
    );
    this.#leave.set(key, leave);
  }

  #unfollow(target: string, topic: string): void {
    const key = `${target} ${topic}`;
    this.#leave.get(key)?.();
    this.#leave.delete(key);
  }

  #end(): void {
    for (const leave of this.#leave.values()) leave();
    this.#leave.clear();
    for (const { tabs } of shared.values()) tabs.delete(this);
    this.#port.close();
  }
}

addEventListener("connect", (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port) new Tab(port);
});
addEventListener("online", () => {
  for (const { connection } of shared.values()) connection.retryNow();
});
