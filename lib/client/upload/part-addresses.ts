import type { SignedParts, SignPartsBody } from "@/lib/contracts/datasets";
import { PartRefused } from "./retry";

type Wanted = SignPartsBody["parts"][number];
type Address = SignedParts["parts"][number];

/** As many as our API signs at once. */
const AT_ONCE = 50;
/** An address is good for 15 minutes, in which the part must still begin. */
const FRESH_MS = 10 * 60_000;

export interface AddressPorts {
  sign(parts: Wanted[]): Promise<SignedParts>;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

/**
 * Addresses to send parts to. There is one question to our API at a time, for all parts that have
 * been announced by then, so that a fast line waits for no round trip.
 */
export class PartAddresses {
  private readonly wanted = new Map<number, Wanted>();
  private readonly signed = new Map<number, { readonly address: Address; readonly at: number }>();
  private asking: Promise<void> | null = null;
  private readonly ports: AddressPorts;

  constructor(ports: AddressPorts) {
    this.ports = ports;
  }

  /** The part will be sent soon. */
  announce(part: Wanted): void {
    this.wanted.set(part.number, part);
    // Whoever takes the address learns of a failure, and asks again.
    this.ask().catch(() => {});
  }

  /** An address for one attempt: the next one asks for another. */
  async take(part: Wanted): Promise<Address> {
    for (;;) {
      const signed = this.signed.get(part.number);
      this.signed.delete(part.number);
      if (signed && this.ports.now() - signed.at < FRESH_MS) return signed.address;
      this.wanted.set(part.number, part);
      await this.ask();
    }
  }

  private ask(): Promise<void> {
    this.asking ??= this.askForAll().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async askForAll(): Promise<void> {
    // Those that are announced in the same breath come along.
    await Promise.resolve();
    const parts = [...this.wanted.values()].slice(0, AT_ONCE);
    const answer = await this.ports.sign(parts);
    const at = this.ports.now();
    for (const address of answer.parts) {
      this.signed.set(address.number, { address, at });
      this.wanted.delete(address.number);
    }
    if (parts.some(({ number }) => !this.signed.has(number))) {
      throw new PartRefused(0, "No address was given for the part.");
    }
    if (this.wanted.size > 0) await this.askForAll();
  }
}
