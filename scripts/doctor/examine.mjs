import { checkAws, checkDataDir, checkPorts } from "./surroundings.mjs";
import { checkDocker, checkNode, checkPackages, checkPython, checkSandbox } from "./tools.mjs";

/**
 * One finding. `state` is "ok", "missing" (something optional is not there) or "broken" (Trainyard cannot start);
 * `found` and `means` are sentences, `mend` is one line to run or do.
 * @typedef {{ about: string, state: "ok" | "missing" | "broken", found: string, means: string, mend?: string }} Finding
 */

const MARKS = { ok: "ok      ", missing: "missing ", broken: "BROKEN  " };

/** Looks at everything and prints what it found. Sets exit code 1 only when something required is missing. */
export async function examine(env, say) {
  const findings = [
    checkNode(),
    checkPackages(),
    checkPython(),
    checkSandbox(),
    checkDocker(),
    checkDataDir(env),
    ...(await checkPorts(env)),
    checkAws(env),
  ];
  for (const { about, state, found, means, mend } of findings) {
    say(`${MARKS[state]} ${about}: ${found}`);
    say(`         ${means}`);
    if (mend) say(`         mend: ${mend}`);
  }
  const broken = findings.filter(({ state }) => state === "broken");
  say(
    broken.length === 0
      ? "\nTrainyard can start: npm start"
      : `\nTrainyard cannot start before this is mended: ${broken.map(({ about }) => about).join(", ")}`,
  );
  if (broken.length > 0) process.exitCode = 1;
}
