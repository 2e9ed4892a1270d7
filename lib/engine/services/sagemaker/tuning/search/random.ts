import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws from [0, 1). */
export type Random = () => number;

/** Far enough apart that streams of neighbouring numbers share no draws. */
const STRIDE = 0x9e3779b1;

/** The draws for one training of one tuning job: they depend on nothing that an engine could forget. */
export function randomOf(seed: number, index: number): Random {
  const generator = xoroshiro128plus((seed ^ Math.imul(index + 1, STRIDE)) | 0);
  // The first draws of neighbouring seeds are alike.
  for (let skipped = 0; skipped < 8; skipped += 1) generator.next();
  return () => uniformFloat64(generator);
}

/** A draw of the normal distribution with mean 0 and deviation 1, by Box and Muller. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
