import { LauncherError } from "./project.mjs";

const STILL_EVERY_MS = 15_000;

const seconds = (startedAt) => `${Math.round((performance.now() - startedAt) / 1000)} s`;

/** One line that is rewritten in place, cut to the width so that it never wraps. */
function liveLine(out, title, startedAt, detail) {
  const draw = () => {
    const text = `  ${title} ... ${seconds(startedAt)}  ${detail()}`;
    out.write(`\r\x1b[2K${text.slice(0, (out.columns ?? 80) - 1)}`);
  };
  draw();
  const timer = setInterval(draw, 200);
  return () => {
    clearInterval(timer);
    out.write("\r\x1b[2K");
  };
}

/** Without a terminal: a line at the start and a sign of life now and then. */
function plainLines(out, title, startedAt, detail) {
  out.write(`  ${title} ...\n`);
  const timer = setInterval(
    () => out.write(`  ${title}: still at it after ${seconds(startedAt)}  ${detail()}\n`),
    STILL_EVERY_MS,
  );
  return () => clearInterval(timer);
}

/**
 * Runs one piece of preparation and shows that it is alive and how long it took.
 * `work` receives `report(text)`, which sets what is shown beside the title.
 * @param {(result: any) => string} summarize what the closing line says of the result
 */
export async function step(title, work, summarize = () => "done") {
  const out = process.stderr;
  const startedAt = performance.now();
  let detail = "";
  const close = (out.isTTY ? liveLine : plainLines)(out, title, startedAt, () => detail);
  try {
    const result = await work((text) => {
      detail = text.trim();
    });
    close();
    out.write(`  ${title}: ${summarize(result)} in ${seconds(startedAt)}\n`);
    return result;
  } catch (error) {
    close();
    out.write(`  ${title}: failed after ${seconds(startedAt)}\n`);
    throw error;
  }
}

/** Runs an entry script's main function; a LauncherError is a message, anything else a defect. */
export async function runMain(main) {
  // In a terminal that was closed nobody reads; what is running must still be ended in order.
  for (const out of [process.stdout, process.stderr]) out.on("error", () => {});
  try {
    await main();
  } catch (error) {
    if (!(error instanceof LauncherError)) throw error;
    if (error.tail) process.stderr.write(`\n${error.tail}\n`);
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
