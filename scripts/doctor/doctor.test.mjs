import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PINNED_NODE, ROOT } from "../launcher/project.mjs";

let home;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "trainyard-doctor-"));
});
afterEach(() => rmSync(home, { recursive: true }));

function examine(env) {
  const { status, stdout } = spawnSync(PINNED_NODE, ["scripts/doctor.mjs"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    encoding: "utf8",
  });
  return { status, stdout };
}

test("it names everything Trainyard needs or can use, and where it would keep its data", () => {
  const { status, stdout } = examine({});
  expect(status).toBe(0);
  for (const about of ["Node", "npm packages", "Python", "bubblewrap", "Docker", "Port 3000"]) {
    expect(stdout).toMatch(new RegExp(`^(ok|missing) +${about}.*: .+$`, "m"));
  }
  expect(stdout).toContain(join(home, ".local", "share", "trainyard"));
  expect(stdout).toMatch(/Trainyard can start: npm start\n$/);
});

test("it says what a missing Python makes impossible, and the line that mends it", () => {
  const { status, stdout } = examine({ PATH: home });
  expect(stdout).toContain("missing  Python with venv: Python is not installed");
  expect(stdout).toContain("images cannot train or serve here; the dashboard starts");
  expect(stdout).toMatch(/mend: .*python3?/i);
  // Packages are installed, so npm is not asked for and nothing required is missing.
  expect(status).toBe(0);
});

test("a data directory that cannot be made stops it, and is named", () => {
  writeFileSync(join(home, "file"), "");
  const { status, stdout } = examine({ TRAINYARD_DATA_DIR: join(home, "file", "data") });
  expect(status).toBe(1);
  expect(stdout).toContain(`BROKEN   Data directory: ${join(home, "file")} cannot hold`);
  expect(stdout).toContain("Trainyard cannot start before this is mended: Data directory");
});

test("it lists the profiles of the AWS configuration without asking the network", () => {
  mkdirSync(join(home, ".aws"));
  writeFileSync(join(home, ".aws", "config"), "[default]\nregion=x\n[profile work]\n");
  writeFileSync(join(home, ".aws", "credentials"), "[work]\naws_access_key_id=a\n");
  expect(examine({}).stdout).toContain("AWS account: profiles default, work");
});
