import type { Service } from "./protocol/operation.ts";

/** Where requests wait that cannot be answered yet. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
  /** The service, whose operations wait until the gate is open. */
  before(service: Service): Service;
}

export function createGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const before = (service: Service): Service => {
    const operations = Object.entries(service.operations).map(
      ([name, served]) =>
        [
          name,
          {
            ...served,
            async handle(...asked: Parameters<typeof served.handle>) {
              await opened;
              return served.handle(...asked);
            },
          },
        ] as const,
    );
    return { ...service, operations: Object.fromEntries(operations) };
  };
  return { opened, open, before };
}
