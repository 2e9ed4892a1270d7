import { atLeast, atMost, type Bench, type Claim, type Samples } from "../harness.ts";
import { measureKernels, measureStacks } from "../serving-peers.ts";

const OURS = "Trainyard";
const SKLEARN = "scikit-learn";
const TUTORIAL = "nginx + gunicorn + Flask + pandas + scikit-learn";
const SAME_WALK = "the same, with Trainyard's walk";

/** How many times ours the other's median is, or the other way round. */
const times = (samples: Samples, quantity: string, other: string): number =>
  samples.median(other, quantity) / samples.median(OURS, quantity);

const timesMore = (samples: Samples, quantity: string, other: string): number =>
  1 / times(samples, quantity, other);

/** A claim of a goal that is not reached says what is in the way. */
const limitedBy = (claim: Claim, why: string): Claim =>
  claim.holds ? claim : { ...claim, value: `${claim.value}; ${why}` };

function kernelClaims(samples: Samples): readonly Claim[] {
  const one = "one row, µs";
  const wrong = "rows of other bits than scikit-learn's, %";
  return [
    atMost("predictions of other bits than scikit-learn's", samples.median(OURS, wrong), 0, "%"),
    atMost("the same with NaN", samples.median(OURS, "rows with NaN of other bits, %"), 0, "%"),
    atLeast("one row, against scikit-learn", times(samples, one, SKLEARN), 150, "times"),
    limitedBy(
      atLeast("one row, against ONNX Runtime", times(samples, one, "ONNX Runtime"), 3, "times"),
      "both wait for memory: some 5,000 nodes of 500 trees, one behind the other; and it adds in 32 bits",
    ),
    atLeast("one row, against treelite", times(samples, one, "treelite (GTIL)"), 3, "times"),
    atLeast(
      "a batch, against scikit-learn on one core",
      times(samples, "20,000 rows, ms", SKLEARN),
      4,
      "times",
    ),
    limitedBy(
      atLeast("model.tar.gz", times(samples, "model.tar.gz, MB", SKLEARN), 8, "times smaller"),
      "the leaves' values are 64 random bits each, and no bit of them can be left out",
    ),
    limitedBy(
      atLeast("load", times(samples, "load, ms", SKLEARN), 50, "times"),
      "every file's SHA-256 is compared, every node checked, and the words of identifiers read",
    ),
    limitedBy(
      atMost(
        "training with its live curve",
        1 / times(samples, "300 trees fitted, s", SKLEARN),
        1.15,
        "of the bare fit",
      ),
      "trees are fitted in 50 steps, and at the end of each one processor waits for the other",
    ),
  ];
}

function stackClaims(samples: Samples): readonly Claim[] {
  const [one, eight] = ["1 connection, requests/s", "8 connections, requests/s"];
  return [
    atLeast("1 connection", timesMore(samples, one, TUTORIAL), 100, "times the tutorials' stack"),
    atLeast("8 connections", timesMore(samples, eight, TUTORIAL), 80, "times the tutorials' stack"),
    atLeast("1 connection", timesMore(samples, one, SAME_WALK), 3, "times the same walk behind it"),
    limitedBy(
      atLeast("6 MiB", times(samples, "6 MiB, s", TUTORIAL), 6, "times"),
      "the walk through the trees takes most of it, and is four to six times as fast",
    ),
    limitedBy(
      atLeast("ready", times(samples, "ready, s", TUTORIAL), 8, "times sooner"),
      "most of it is the start of Python and numpy",
    ),
    limitedBy(
      atLeast("memory", times(samples, "memory, MB", TUTORIAL), 6, "times less"),
      "numba and LLVM, which make the machine code, take 90 MB, once for all workers",
    ),
    limitedBy(
      atMost(
        "/ping while saturated",
        samples.median(OURS, "slowest /ping while saturated, ms"),
        50,
        "ms",
      ),
      "whatever else the machine does takes its turn too",
    ),
  ];
}

export const servingKernels: Bench = {
  name: "serving-kernels",
  title: "A forest's predictions",
  about:
    "500 trees with 30 rows in a leaf, over made rows like the tutorials' shops, by each library's own predict on one core: processor time, the least of three. All predict the same scikit-learn forest; bits are compared first, on thresholds and at the ends of the numbers. Training is 300 trees on all cores, with the curve a job prints and without.",
  runs: 3,
  run: async (runs) => {
    const samples = await measureKernels(runs);
    return { samples, claims: kernelClaims(samples) };
  },
};

export const servingStacks: Bench = {
  name: "serving-stacks",
  title: "A forest behind HTTP",
  about:
    "The same forest behind `serve`, and behind its peers with as many workers: the tutorials' stack with its defects mended (bench/serving/flask_app.py), that stack with Trainyard's walk in scikit-learn's place, and ONNX Runtime behind Starlette. One row a request by wrk, 2 s each; one body of 6 MiB; from the start of the processes to the first /ping; memory as proportional set size of all processes. All but ONNX Runtime, which has 32 bits, must give the same bytes.",
  runs: 3,
  run: async (runs) => {
    const samples = await measureStacks(runs);
    return { samples, claims: stackClaims(samples) };
  },
};
