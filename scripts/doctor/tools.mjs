import { checkMachineNode } from "../launcher/bootstrap.mjs";
import { checkPinnedNode, packagesInstalled } from "../launcher/packages.mjs";
import { NPM } from "../launcher/processes.mjs";
import { LauncherError } from "../launcher/project.mjs";
import { tryCommand } from "../machine/commands.mjs";
import { findPython } from "../machine/python.mjs";
import { trySandbox } from "../machine/sandbox.mjs";

/** What a check throws, as text; undefined when it passes. */
function problemOf(check) {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof LauncherError) return error.message;
    throw error;
  }
}

export function checkNode() {
  const found = process.version;
  const means = "The launcher runs on it and goes on under its own Node 24.";
  const mend = "install Node 20.9 or newer from https://nodejs.org";
  return problemOf(() => checkMachineNode())
    ? { about: "Node", state: "broken", found, means, mend }
    : { about: "Node", state: "ok", found, means };
}

export function checkPackages() {
  const about = "npm packages";
  const npm = tryCommand(NPM, ["--version"]);
  if (!packagesInstalled()) {
    const means = "npm start installs them first (npm ci).";
    const found = "not those of package-lock.json yet";
    if (npm.ok) return { about, state: "ok", found: `${found} (npm ${npm.text})`, means };
    const mend = "install npm, which comes with Node from https://nodejs.org";
    return { about, state: "broken", found: npm.text, means, mend };
  }
  const problem = problemOf(checkPinnedNode);
  const means = "Engine and dashboard run on the Node 24 among them.";
  if (!problem) return { about, state: "ok", found: "installed, Node 24 among them", means };
  const mend = "npm ci --ignore-scripts=false";
  return { about, state: "broken", found: problem.split("\n")[0], means, mend };
}

export function checkPython() {
  const about = "Python with venv";
  const python = findPython();
  if (python.version) {
    const means = "The shipped image can train and serve on this machine.";
    return { about, state: "ok", found: `${python.version} (${python.command})`, means };
  }
  return {
    about,
    state: "missing",
    found: python.problem,
    means: "Without Python 3.11 or newer images cannot train or serve here; the dashboard starts.",
    mend:
      process.platform === "linux"
        ? "sudo apt-get install python3 python3-venv"
        : "install Python 3.11 or newer from https://www.python.org/downloads/",
  };
}

export function checkSandbox() {
  const about = "bubblewrap";
  const sandbox = trySandbox();
  if (sandbox.version) {
    const inspect = tryCommand("nsenter", ["--version"]);
    const nsenter = inspect.ok ? inspect.text : "nsenter is not installed";
    const means = "Containers run isolated: no host files, no host environment.";
    return { about, state: "ok", found: `${sandbox.version}, a sandbox ran; ${nsenter}`, means };
  }
  const blocked = sandbox.problem.includes("makes no namespaces");
  const linux = process.platform === "linux";
  return {
    about,
    state: "missing",
    found: sandbox.problem,
    means: "Containers run as plain processes, without isolation: train only code you trust.",
    ...(linux
      ? {
          mend: blocked
            ? "sudo sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0"
            : "sudo apt-get install bubblewrap",
        }
      : {}),
  };
}

export function checkDocker() {
  const about = "Docker Engine";
  const asked = tryCommand("docker", ["version", "--format", "{{.Server.Version}}"]);
  if (asked.ok) {
    const means = "container/build_and_push.sh can build the image and push it to an account.";
    return { about, state: "ok", found: asked.text, means };
  }
  return {
    about,
    state: "missing",
    found: asked.text.split("\n").at(-1),
    means: "Not needed on this machine; building the image for an AWS account needs it.",
    mend: asked.text.includes("not installed")
      ? "install it: https://docs.docker.com/engine/install/"
      : "start it: sudo systemctl start docker",
  };
}
