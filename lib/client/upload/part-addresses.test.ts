import { expect, test, vi } from "vitest";
import type { SignPartsBody } from "@/lib/contracts/datasets";
import { PartAddresses } from "./part-addresses";
import { PartRefused } from "./retry";

const part = (number: number) => ({ number, sha256: `hash-${number}` });

/** Our API, which answers when the test says so. */
function fakeApi() {
  const asked: number[][] = [];
  const answers: { answer(): void; fail(error: Error): void }[] = [];
  let now = 0;
  const ports = {
    sign: vi.fn(async (parts: SignPartsBody["parts"]) => {
      asked.push(parts.map(({ number }) => number));
      const question = asked.length;
      await new Promise<void>((answer, fail) => {
        answers.push({ answer, fail });
      });
      const signed = parts.map(({ number }) => ({
        number,
        url: `https://s3/${number}?of=${question}`,
        headers: {},
      }));
      return { parts: signed, expiresAt: "2026-11-21T00:00:00.000Z" };
    }),
    now: () => now,
  };
  const next = async () => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0));
    const first = answers.shift();
    if (!first) throw new Error("Nothing was asked.");
    return first;
  };
  return {
    addresses: new PartAddresses(ports),
    asked,
    next,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test("one question asks for all parts announced by then, and never two at a time", async () => {
  const { addresses, asked, next } = fakeApi();
  for (const number of [1, 2, 3]) addresses.announce(part(number));
  const first = await next();
  for (const number of [4, 5]) addresses.announce(part(number));
  first.answer();
  (await next()).answer();
  const urls = await Promise.all([5, 1].map(async (n) => (await addresses.take(part(n))).url));
  expect(urls).toEqual(["https://s3/5?of=2", "https://s3/1?of=1"]);
  expect(asked).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test("an address is for one attempt", async () => {
  const { addresses, next } = fakeApi();
  const first = addresses.take(part(7));
  (await next()).answer();
  expect((await first).url).toBe("https://s3/7?of=1");
  const again = addresses.take(part(7));
  (await next()).answer();
  expect((await again).url).toBe("https://s3/7?of=2");
});

test("an address that waited too long is asked for again", async () => {
  const { addresses, next, pass } = fakeApi();
  addresses.announce(part(1));
  const other = addresses.take(part(2));
  (await next()).answer();
  await other;
  pass(11 * 60_000);
  const late = addresses.take(part(1));
  (await next()).answer();
  expect((await late).url).toBe("https://s3/1?of=2");
});

test("a question that fails is told to whoever takes, and asked again", async () => {
  const { addresses, asked, next } = fakeApi();
  addresses.announce(part(1));
  const taken = addresses.take(part(1));
  (await next()).fail(new PartRefused(503, "busy"));
  await expect(taken).rejects.toThrow("busy");
  const again = addresses.take(part(1));
  (await next()).answer();
  expect((await again).url).toBe("https://s3/1?of=2");
  expect(asked).toEqual([[1], [1]]);
});

test("many parts are asked for in pieces that the API takes", async () => {
  const { addresses, asked, next } = fakeApi();
  for (let number = 1; number <= 70; number += 1) addresses.announce(part(number));
  (await next()).answer();
  (await next()).answer();
  await addresses.take(part(70));
  expect(asked.map(({ length }) => length)).toEqual([50, 20]);
});
