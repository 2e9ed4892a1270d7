import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { ROOT } from "../e2e/fixtures/processes.ts";
import { type Bench, type Claim, number, type Row, type Samples } from "./harness.ts";

const FILE = join(ROOT, "docs", "figures.md");
const HEAD = `# Figures

Measured by \`npm run bench\`, which runs the named peers in turn with Trainyard on the same machine and writes this page. The engine is the bundle that \`npm start\` and \`npm run engine\` run. A section is replaced when its benchmark runs (\`npm run bench -- --only NAME\`).
`;

const machine = (): string =>
  `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.version}`;

const signed = (value: number): string => `${value > 0 ? "+" : ""}${number(value)}`;

const cells = (values: readonly string[]): string => `| ${values.join(" | ")} |`;

const toRow = (row: Row): string =>
  cells([
    row.contestant,
    row.quantity,
    number(row.min),
    `**${number(row.median)}**`,
    number(row.max),
    row.ratio === undefined ? "" : `× ${number(row.ratio)}`,
    row.difference === undefined ? "" : signed(row.difference),
  ]);

const toClaim = ({ text, value, holds }: Claim): string =>
  `- ${holds ? "holds" : "**does not hold**"}: ${text} – ${value}`;

/** A section of the page: the table, what must hold, and when and where it was measured. */
export function section(
  bench: Pick<Bench, "name" | "title" | "about">,
  { samples, claims }: { readonly samples: Samples; readonly claims: readonly Claim[] },
  { runs, date, where = machine() }: { runs: number; date: Date; where?: string },
): string {
  return [
    `## ${bench.title}`,
    "",
    bench.about,
    "",
    cells(["", "quantity", "min", "median", "max", "to the first", "minus the first"]),
    cells(["---", "---", "---:", "---:", "---:", "---:", "---:"]),
    ...samples.rows().map(toRow),
    "",
    ...claims.map(toClaim),
    "",
    `${date.toISOString().slice(0, 10)}, ${runs} alternating runs, ${where}. \`npm run bench -- --only ${bench.name}\``,
    "",
  ].join("\n");
}

/** The page with a section replaced, or added at its end. */
export function withSection(page: string, text: string): string {
  const heading = text.slice(0, text.indexOf("\n") + 1);
  const [head = HEAD, ...sections] = (page || HEAD).split(/^(?=## )/m);
  const at = sections.findIndex((one) => one.startsWith(heading));
  if (at < 0) sections.push(text);
  else sections[at] = text;
  return [head, ...sections].map((part) => `${part.trimEnd()}\n`).join("\n");
}

/** Puts a section into `docs/figures.md`. */
export async function record(text: string): Promise<void> {
  const page = await readFile(FILE, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  await writeFile(FILE, withSection(page, text));
}
