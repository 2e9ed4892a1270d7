import "server-only";
import type { HandlerExecutionContext, MiddlewareStack } from "@smithy/types";
import type { RateLimiter } from "./rate-limiter";

/** The part of a client of the SDK that matters here. */
interface LimitedClient<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
  readonly config: { readonly serviceId: string };
}

/** Calls that only ask and whose answers are read whole, so that several may share one. */
const QUESTION = /^(List|Describe|Search|Head|Filter|Get(?!Object))/;

const operationOf = ({ commandName }: HandlerExecutionContext): string =>
  (commandName ?? "").replace(/Command$/, "");

/**
 * Keeps all calls of a target within its rates: each attempt waits for its turn, and who asks what
 * somebody else is already waiting to ask gets that answer. A question that has been sent is not
 * joined any more: its answer may be older than what the new asker has just done.
 */
export class CallLimits {
  readonly #limiter: RateLimiter;
  readonly #waiting = new Map<string, Promise<unknown>>();
  readonly #keys = new WeakMap<HandlerExecutionContext, string>();

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  /** Adds itself to a client, and gives it back. */
  hold<Client, Input extends object, Output extends object>(
    client: Client & LimitedClient<Input, Output>,
  ): Client {
    const { middlewareStack: stack, config } = client;
    const service = config.serviceId;
    stack.add(
      (next, context) => (args) => {
        const operation = operationOf(context);
        if (!QUESTION.test(operation)) return next(args);
        const key = JSON.stringify([service, operation, args.input]);
        const asked = this.#waiting.get(key);
        if (asked !== undefined) return asked as ReturnType<typeof next>;
        this.#keys.set(context, key);
        // What fails before its turn, for want of keys say, is over too.
        const answer = next(args).finally(() => this.#sent(context));
        this.#waiting.set(key, answer);
        return answer;
      },
      { step: "initialize", name: "joinWaitingQuestion" },
    );
    // Inside of the SDK's retries: each attempt is a call.
    stack.add(
      (next, context) => async (args) => {
        try {
          await this.#limiter.take(service, operationOf(context));
        } finally {
          this.#sent(context);
        }
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "waitForTurn" },
    );
    return client;
  }

  #sent(context: HandlerExecutionContext): void {
    const key = this.#keys.get(context);
    if (key === undefined) return;
    this.#keys.delete(context);
    this.#waiting.delete(key);
  }
}
