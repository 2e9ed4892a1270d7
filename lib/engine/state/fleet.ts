import type { Agent } from "node:http";

/** A container that answers invocations now. */
export interface ServingInstance {
  readonly id: string;
  /** Keeps connections to the container's port 8080. */
  readonly agent: Agent;
  /** Requests under way; an instance that is taken out ends when there are none. */
  readonly load: LoadCounter;
}

export interface ServingVariant {
  readonly name: string;
  readonly weight: number;
  /** Those that are healthy, read anew for each request. */
  readonly instances: () => readonly ServingInstance[];
}

export interface ServingEndpoint {
  readonly name: string;
  readonly variants: readonly ServingVariant[];
}

/** Which containers answer for which endpoint: written by SageMaker, read by its runtime. */
export interface Fleet {
  get(endpointName: string): ServingEndpoint | undefined;
  /** From now on, requests go to these variants. */
  put(endpoint: ServingEndpoint): void;
  remove(endpointName: string): void;
}

export function createFleet(): Fleet {
  const endpoints = new Map<string, ServingEndpoint>();
  return {
    get: (name) => endpoints.get(name),
    put: (endpoint) => {
      endpoints.set(endpoint.name, endpoint);
    },
    remove: (name) => {
      endpoints.delete(name);
    },
  };
}

export interface LoadCounter {
  /** Counts a request in; the answer counts it out, once. */
  enter(): () => void;
  /** Settles when no request is under way. */
  idle(): Promise<void>;
}

export function createLoadCounter(): LoadCounter {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    enter() {
      underWay += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        underWay -= 1;
        if (underWay > 0) return;
        for (const settle of waiting) settle();
        waiting = [];
      };
    },
    idle: () =>
      underWay === 0 ? Promise.resolve() : new Promise((settle) => waiting.push(settle)),
  };
}
