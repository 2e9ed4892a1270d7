import { setImmediate } from "node:timers/promises";
import { createLineAssembler, type OutputLine } from "./line-assembler.ts";
import type { LogWriter } from "./log-writer.ts";

export interface ContainerOutput {
  /** For ContainerSpec.onOutput. */
  readonly onOutput: (chunk: Buffer, stream: "stdout" | "stderr") => Promise<void>;
  /** The last lines seen, oldest first. */
  tail(): readonly string[];
  /** To be called once, when the container is gone. */
  end(): void;
}

const TAIL_LINES = 10;

/**
 * Sends a container's output, line by line, to its log stream and to `onLine`; lines for which
 * `isKnown` holds were sent there before.
 */
export function createContainerOutput(
  writer: LogWriter,
  onLine: (line: OutputLine) => void = () => undefined,
  isKnown: (line: string) => boolean = () => false,
): ContainerOutput {
  const assemblers = { stdout: createLineAssembler(), stderr: createLineAssembler() };
  const tail: string[] = [];

  const take = (lines: readonly OutputLine[]) => {
    for (const line of lines) {
      if (!isKnown(line.text)) {
        writer.write(line.text);
        onLine(line);
      }
      if (line.text.trim() === "") continue;
      tail.push(line.text);
      if (tail.length > TAIL_LINES) tail.shift();
    }
  };

  return {
    onOutput: (chunk, stream) => {
      take(assemblers[stream].push(chunk));
      // Requests get their turn between the chunks of a flood.
      return setImmediate();
    },
    tail: () => [...tail],
    end() {
      take(assemblers.stdout.end());
      take(assemblers.stderr.end());
      writer.end();
    },
  };
}
