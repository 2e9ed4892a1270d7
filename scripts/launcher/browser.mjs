import { spawn } from "node:child_process";

const OPENERS = {
  darwin: ["open"],
  // "start" takes its first quoted argument for a window title.
  win32: ["cmd", "/c", "start", "Trainyard"],
};

/** Whether there is a person with a screen in front of this process. */
export function canOpenBrowser(env, platform = process.platform) {
  if (env.CI) return false;
  if (platform === "darwin" || platform === "win32") return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens the browser. A machine without an opener is no reason to stop: the address was printed. */
export function openBrowser(url, platform = process.platform) {
  const [command, ...args] = OPENERS[platform] ?? ["xdg-open"];
  const opener = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  opener.on("error", () => process.stderr.write(`Open ${url} in a browser.\n`));
  opener.unref();
}
