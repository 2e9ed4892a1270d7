// Run by tests as a process of its own, to be killed or to have fewer rights than they have.
// Arguments: the runner's name, and the scripts as JSON. Starts one container for each script and
// prints {"base": …} once all run; with "--report", each container's outcome and output instead.
import { type RunnerName, runPlace } from "./run-place.ts";

const [name, scripts = "{}", mode] = process.argv.slice(2);
const commands = JSON.parse(scripts) as { train?: string; serve?: string };
const place = await runPlace(name as RunnerName, commands);
const started = [];
for (const command of ["train", "serve"] as const)
  if (commands[command] !== undefined)
    started.push({ command, ...(await place.run({ id: command, command })) });

if (mode === "--report") {
  const report: Record<string, unknown> = {};
  for (const { command, container, output } of started) {
    const connection = await container.connect().then(
      (socket) => socket.destroy() && "connected",
      (error: Error) => error.message,
    );
    const usage = await container.usage();
    const exit = await container.stop(5000);
    report[command] = { connection, measured: usage !== undefined, exit, output: output() };
  }
  await place[Symbol.asyncDispose]();
  process.stdout.write(`${JSON.stringify(report)}\n`);
} else process.stdout.write(`${JSON.stringify({ base: place.base })}\n`);
