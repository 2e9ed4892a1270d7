import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { choosePorts } from "../launcher/ports.mjs";
import { parseSettings } from "../launcher/settings.mjs";

const NEEDED_BYTES = 3e9;

/** The nearest folder above that exists: where a data directory that is not made yet would be made. */
function existingParent(path) {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

function canHold(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    // Whatever the reason, nothing can be written there, which is what is being asked.
    return false;
  }
}

export function checkDataDir(env) {
  const about = "Data directory";
  const { dataDir } = parseSettings(["dataDir"], [], env);
  const parent = existingParent(dataDir);
  const means = "Datasets, models, logs and the Python environment (about 1 GB) are kept there.";
  if (!canHold(parent)) {
    const mend = "name another: npm start -- --data-dir DIR";
    return { about, state: "broken", found: `${parent} cannot hold it`, means, mend };
  }
  const { bavail, bsize } = statfsSync(parent);
  const found = `${dataDir}, ${((Number(bavail) * Number(bsize)) / 1e9).toFixed(1)} GB free`;
  if (bavail * bsize >= NEEDED_BYTES) return { about, state: "ok", found, means };
  const mend = "free 3 GB, or name another disk: npm start -- --data-dir DIR";
  return { about, state: "missing", found, means, mend };
}

export async function checkPorts(env) {
  const { port, enginePort } = parseSettings(["port", "enginePort"], [], env);
  const wishes = [
    { name: "dashboard", port },
    { name: "engine", port: enginePort },
  ];
  return Promise.all(
    wishes.map(async (wish) => {
      const about = `Port ${wish.port}`;
      const [free] = await choosePorts([wish], () => {});
      const means = `The ${wish.name} listens there, on this machine only.`;
      if (free === wish.port) return { about, state: "ok", found: "free", means };
      return { about, state: "ok", found: `taken; npm start would use ${free}`, means };
    }),
  );
}

/** Profiles of the shared AWS configuration, by name; nothing is asked over the network. */
function awsProfiles(env) {
  const home = env.HOME || userInfo().homedir;
  const files = [
    env.AWS_CONFIG_FILE ?? join(home, ".aws", "config"),
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, ".aws", "credentials"),
  ].filter(existsSync);
  const names = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^\s*\[\s*(?:profile\s+)?([^\]\s]+)\s*\]/gm)].map(
      ([, name]) => name,
    ),
  );
  return [...new Set(names)];
}

export function checkAws(env) {
  const about = "AWS account";
  const profiles = awsProfiles(env);
  if (profiles.length > 0) {
    return {
      about,
      state: "ok",
      found: `profiles ${profiles.join(", ")}`,
      means: `The same pages work in an account: npm start -- --aws ${profiles[0]}:us-east-1`,
    };
  }
  return {
    about,
    state: "missing",
    found: "no profile in the shared AWS configuration",
    means: "Not needed on this machine; a profile opens the same pages on SageMaker.",
    mend: "aws configure --profile NAME, then npm start -- --aws NAME:REGION",
  };
}
