import { parseArgs } from "node:util";
import { batchTransform } from "./benches/batch-transform.ts";
import { endpointStart } from "./benches/endpoint-start.ts";
import { engineStart } from "./benches/engine-start.ts";
import { firstLoad } from "./benches/first-load.ts";
import { invokeEndpoint } from "./benches/invoke-endpoint.ts";
import { jobList } from "./benches/job-list.ts";
import { logLine } from "./benches/log-line.ts";
import { longLog } from "./benches/long-log.ts";
import { profile } from "./benches/profile.ts";
import { secondStart } from "./benches/second-start.ts";
import { servingKernels, servingStacks } from "./benches/serving.ts";
import { shownLine } from "./benches/shown-line.ts";
import { trainingJob } from "./benches/training-job.ts";
import { upload } from "./benches/upload.ts";
import { record, section } from "./figures.ts";
import type { Bench } from "./harness.ts";

const BENCHES: readonly Bench[] = [
  engineStart,
  secondStart,
  trainingJob,
  endpointStart,
  invokeEndpoint,
  batchTransform,
  logLine,
  shownLine,
  longLog,
  upload,
  profile,
  jobList,
  firstLoad,
  servingKernels,
  servingStacks,
];

const USAGE = `npm run bench -- [--only NAME]... [--runs N] [--dry]

  --only NAME  one benchmark; may be repeated
  --runs N     alternating runs, instead of each benchmark's own number
  --dry        print the tables and leave docs/figures.md as it is

${BENCHES.map(({ name, title }) => `  ${name.padEnd(16)} ${title}`).join("\n")}
`;

function chosen(only: readonly string[]): readonly Bench[] {
  const unknown = only.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(", ")}.\n${USAGE}`);
  return only.length === 0 ? BENCHES : BENCHES.filter(({ name }) => only.includes(name));
}

/** @throws Error for anything but a whole number from 1 */
function runsOf(bench: Bench, text: string | undefined): number {
  const runs = text === undefined ? bench.runs : Number(text);
  if (!(Number.isInteger(runs) && runs > 0))
    throw new Error(`--runs must be a number from 1.\n${USAGE}`);
  return runs;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: [] },
      runs: { type: "string" },
      dry: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  for (const bench of chosen(values.only)) {
    console.log(`\n${bench.name} …`);
    const runs = runsOf(bench, values.runs);
    const text = section(bench, await bench.run(runs), { runs, date: new Date() });
    console.log(text);
    if (!values.dry) await record(text);
  }
}

await main();
