import { isDeepStrictEqual } from "node:util";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { EngineProcess } from "../engine-process.ts";
import type { Random } from "./random.ts";

/** One thing in the engine that one writer changes, write by write, and what it must look like. */
export class Cell<State> {
  readonly name: string;
  #acknowledged: State;
  #unacknowledged: readonly State[] = [];
  #writes = 0;

  constructor(name: string, state: State) {
    this.name = name;
    this.#acknowledged = state;
  }

  /** After what was acknowledged. */
  get state(): State {
    return this.#acknowledged;
  }

  /** The number of the write that was not answered yet, or never. */
  get unanswered(): number | undefined {
    return this.#unacknowledged.length > 0 ? this.#writes : undefined;
  }

  /** Sends a write that makes `state`; when it rejects, nobody knows whether it did. */
  async write(state: State, send: () => Promise<unknown>): Promise<void> {
    this.#unacknowledged = [state];
    this.#writes += 1;
    await send();
    this.#acknowledged = state;
    this.#unacknowledged = [];
  }

  /** Takes what a restarted engine shows for true. Throws unless it is the old or the new. */
  settle(seen: State): void {
    const allowed = [this.#acknowledged, ...this.#unacknowledged];
    if (!allowed.some((state) => isDeepStrictEqual(state, seen))) {
      const text = (state: unknown) => JSON.stringify(state, undefined, 1) ?? "nothing";
      throw new Error(
        `${this.name} is ${text(seen)}\nbut may only be ${allowed.map(text).join("\nor ")}`,
      );
    }
    this.#acknowledged = seen;
    this.#unacknowledged = [];
  }
}

/** What writes to one running engine. */
export interface Clients {
  readonly s3: S3Client;
  readonly sagemaker: SageMakerClient;
  readonly logs: CloudWatchLogsClient;
}

export const connect = ({ client }: EngineProcess): Clients => ({
  s3: new S3Client(client),
  sagemaker: new SageMakerClient(client),
  logs: new CloudWatchLogsClient(client),
});

/** The part of the workload that one sequence of writes makes. */
export interface Writer {
  readonly cells: readonly { readonly unanswered: number | undefined }[];
  /** Sends one write that is legal now. */
  step(clients: Clients, random: Random): Promise<void>;
  /** Compares every cell with what the engine shows. */
  settle(clients: Clients): Promise<void>;
}

/** What the engine says of something, or undefined where its error has one of these names. */
export async function orAbsent<T>(answer: Promise<T>, ...names: string[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return undefined;
    throw error;
  }
}
